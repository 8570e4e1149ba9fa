-- A client whose secret was changed may use the old one for a while; and who changed a client when.

ALTER TABLE client ADD COLUMN former_secret_hash TEXT;
ALTER TABLE client ADD COLUMN former_secret_until BIGINT;
ALTER TABLE client ADD COLUMN changed_at BIGINT;
ALTER TABLE client ADD COLUMN changed_by TEXT;
