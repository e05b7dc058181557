-- Tokens that models took for each tenant's calls in a day (modules/fn/generation/tenant_tokens.hpp).
-- Days are counted from 1970-01-01 (UTC).
CREATE TABLE model_tokens (
  day INTEGER NOT NULL,
  tenant TEXT NOT NULL,
  tokens INTEGER NOT NULL,
  PRIMARY KEY (day, tenant)
);
