-- What an alert is about, so that refused callbacks are one alert until someone dealt with it; who
-- dealt with it, and what was done. What a person says a message of customs is about.

ALTER TABLE alert ADD COLUMN subject TEXT;
ALTER TABLE alert ADD COLUMN resolved_by TEXT;
ALTER TABLE alert ADD COLUMN resolution TEXT;
CREATE UNIQUE INDEX alert_callback_refused ON alert (tenant_id, subject)
    WHERE kind = 'callback-refused' AND resolved_at IS NULL;
CREATE INDEX alert_open ON alert (tenant_id, id) WHERE resolved_at IS NULL;

CREATE TABLE message_assignment (
    tenant_id TEXT NOT NULL,
    message_id TEXT NOT NULL PRIMARY KEY,
    declaration_id TEXT NOT NULL,
    assigned_by TEXT NOT NULL,
    reason TEXT NOT NULL,
    assigned_at BIGINT NOT NULL
);

-- The tasks that were given up.
CREATE INDEX task_dead ON task (tenant_id, id) WHERE due_at IS NULL;
