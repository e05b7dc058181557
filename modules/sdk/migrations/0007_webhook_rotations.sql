-- Which request made a tenant's current secret (modules/fn/jobs/webhook_secrets.hpp): none for the
-- first one, and for those that were made without an `Idempotency-Key`.
ALTER TABLE webhook_secrets ADD COLUMN rotation_id TEXT;
