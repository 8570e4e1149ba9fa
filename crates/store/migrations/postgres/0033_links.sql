-- Subscriptions and clients can be changed, deliveries repeated. What was stored before keeps version 1.

ALTER TABLE subscription ADD COLUMN name TEXT;
ALTER TABLE subscription ADD COLUMN former_secret TEXT;
ALTER TABLE subscription ADD COLUMN former_secret_until BIGINT;
ALTER TABLE subscription ADD COLUMN version BIGINT NOT NULL DEFAULT 1;
ALTER TABLE subscription ADD COLUMN changed_at BIGINT;
ALTER TABLE subscription ADD COLUMN changed_by TEXT;

ALTER TABLE delivery ADD COLUMN replay_of TEXT;
ALTER TABLE delivery ADD COLUMN replayed_by TEXT;

-- What was not delivered is looked for in a log of millions; it is little.
CREATE INDEX delivery_undelivered
    ON delivery (tenant_id, subscription_id, state, id) WHERE state <> 'delivered';

ALTER TABLE client ADD COLUMN description TEXT;
ALTER TABLE client ADD COLUMN visible TEXT;
ALTER TABLE client ADD COLUMN expires_at BIGINT;
ALTER TABLE client ADD COLUMN last_used_at BIGINT;
