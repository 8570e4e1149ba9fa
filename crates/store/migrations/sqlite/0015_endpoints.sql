-- What came of the attempts to send a message, and when the next follows. Alerts that are open once
-- for what they are about, however many messages meet it. Who made a key that signs tokens.

ALTER TABLE message ADD COLUMN attempts TEXT;
ALTER TABLE message ADD COLUMN next_attempt_at BIGINT;
ALTER TABLE signing_key ADD COLUMN created_by TEXT;
CREATE UNIQUE INDEX alert_once ON alert (tenant_id, kind, subject)
    WHERE kind IN ('connection-faulty', 'connection-missing', 'work-stuck')
    AND resolved_at IS NULL;
