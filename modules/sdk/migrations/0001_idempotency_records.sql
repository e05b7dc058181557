-- Requests that carry an Idempotency-Key: who works on them, or what was answered
-- (modules/sdk/idempotency.hpp). Times are milliseconds since 1970.
CREATE TABLE idempotency_records (
  tenant TEXT NOT NULL,
  route TEXT NOT NULL,
  key TEXT NOT NULL,
  body_sha256 TEXT NOT NULL,
  holder TEXT NOT NULL,
  lease_ends_ms INTEGER NOT NULL,
  expires_ms INTEGER NOT NULL,
  -- The answer. No status while the holder works, no body when it was too large to keep.
  status INTEGER,
  head TEXT,
  body TEXT,
  PRIMARY KEY (tenant, route, key)
);
CREATE INDEX idempotency_records_by_expiry ON idempotency_records (expires_ms);
