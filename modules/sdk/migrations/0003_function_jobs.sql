-- The index of jobs (modules/fn/jobs). The truth is in each job's own actor, which writes its row
-- and repairs it; `version` keeps a late write from undoing a newer one. Times are milliseconds
-- since 1970.
CREATE TABLE function_jobs (
  id TEXT NOT NULL PRIMARY KEY,
  tenant TEXT NOT NULL,
  type TEXT NOT NULL,
  status TEXT NOT NULL,
  description TEXT NOT NULL,
  -- Why it failed: a problem's code.
  error_code TEXT,
  created_ms INTEGER NOT NULL,
  updated_ms INTEGER NOT NULL,
  ended_ms INTEGER,
  version INTEGER NOT NULL
);
CREATE INDEX function_jobs_by_tenant ON function_jobs (tenant, id);
CREATE INDEX function_jobs_by_status ON function_jobs (tenant, status, id);
-- What webhooks are signed with (modules/fn/jobs/webhook_secrets.hpp). The former secret signs
-- beside the current one until `former_until_ms`.
CREATE TABLE webhook_secrets (
  tenant TEXT NOT NULL PRIMARY KEY,
  secret TEXT NOT NULL,
  former_secret TEXT,
  former_until_ms INTEGER,
  rotated_ms INTEGER NOT NULL
);
