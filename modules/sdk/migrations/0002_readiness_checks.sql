-- The one row that the gateway's `/ready` writes and reads back (modules/gateway/gateway.hpp), in
-- milliseconds since 1970.
CREATE TABLE readiness_checks (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  written_ms INTEGER NOT NULL
);
