-- Tasks come in turn: those of one kind, tenant and other side are a queue, and a claim says from
-- which queues it takes how many. What waits for nobody else has no other side.

ALTER TABLE task ADD COLUMN endpoint TEXT NOT NULL DEFAULT '';
UPDATE task SET endpoint = COALESCE(
    (SELECT message.system FROM message WHERE message.id = task.subject), '')
    WHERE kind = 'transmit';
UPDATE task SET endpoint = COALESCE(
    (SELECT delivery.subscription_id FROM delivery WHERE delivery.id = task.subject), '')
    WHERE kind = 'deliver';
-- What is fetched carries the time of its connection's last change in its subject.
UPDATE task SET endpoint = COALESCE(
    (SELECT MIN(connection.system) FROM connection WHERE connection.tenant_id = task.tenant_id
        AND REPLACE(task.subject, '-', '') LIKE '%' || lpad(to_hex(connection.updated_at), 16, '0')), '')
    WHERE kind = 'pull';
-- Derived, so that a node of before that still works writes it too.
ALTER TABLE task ADD COLUMN queue TEXT
    GENERATED ALWAYS AS (kind || ':' || tenant_id || ':' || endpoint) STORED;
DROP INDEX task_due;
CREATE INDEX task_queue ON task (kind, queue, due_at, id) WHERE due_at IS NOT NULL;

-- A row for each queue whose other side is down.
CREATE TABLE circuit (
    tenant_id TEXT NOT NULL,
    queue TEXT NOT NULL PRIMARY KEY,
    down_since BIGINT NOT NULL,
    failures BIGINT NOT NULL,
    next_probe_at BIGINT NOT NULL,
    alert_id TEXT,
    note TEXT NOT NULL
);
