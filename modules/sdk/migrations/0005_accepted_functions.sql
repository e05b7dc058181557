-- Code that was accepted for a tenant: written by a model and proven, or registered by the tenant
-- (modules/fn/functions/accepted_functions.hpp). Times are milliseconds since 1970.
CREATE TABLE accepted_functions (
  id TEXT NOT NULL PRIMARY KEY,
  tenant TEXT NOT NULL,
  -- SHA-256 of everything that makes a call the same call.
  lookup_key TEXT NOT NULL,
  -- The tenant's own word for it.
  name TEXT,
  description TEXT NOT NULL,
  -- JSON arrays: of texts, of texts, and of objects with args and result.
  paraphrases TEXT NOT NULL,
  parameters TEXT NOT NULL,
  examples TEXT NOT NULL,
  source TEXT NOT NULL,
  origin TEXT NOT NULL,
  provider TEXT,
  model TEXT,
  pinned INTEGER NOT NULL,
  tests INTEGER NOT NULL,
  created_ms INTEGER NOT NULL,
  used_ms INTEGER NOT NULL
);
CREATE UNIQUE INDEX accepted_functions_by_key ON accepted_functions (tenant, lookup_key);
CREATE UNIQUE INDEX accepted_functions_by_name ON accepted_functions (tenant, name);
CREATE INDEX accepted_functions_by_id ON accepted_functions (tenant, id);
CREATE INDEX accepted_functions_by_use ON accepted_functions (tenant, origin, pinned, used_ms);
-- What a function is asked for by, each as the SHA-256 of its folded words.
CREATE TABLE accepted_function_phrases (
  tenant TEXT NOT NULL,
  phrase_key TEXT NOT NULL,
  function_id TEXT NOT NULL,
  PRIMARY KEY (tenant, phrase_key)
);
CREATE INDEX accepted_function_phrases_by_function ON accepted_function_phrases (function_id);
