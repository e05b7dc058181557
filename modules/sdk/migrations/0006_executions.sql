-- Calls that were executed, kept for 30 days, and what their callers said of their classification
-- (modules/fn/functions/executions.hpp). Times are milliseconds since 1970.
CREATE TABLE executions (
  id TEXT NOT NULL PRIMARY KEY,
  tenant TEXT NOT NULL,
  type TEXT NOT NULL,
  tier TEXT NOT NULL,
  confidence REAL NOT NULL,
  at_ms INTEGER NOT NULL,
  -- The type that it should have been; none until somebody says so.
  corrected_type TEXT,
  corrected_ms INTEGER
);
CREATE INDEX executions_by_time ON executions (at_ms);
