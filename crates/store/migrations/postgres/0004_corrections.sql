-- What a correction must know: what a request of ours covers, which revision waits for customs'
-- decision, by which keys a declaration's goods were chosen, what persons changed, what is due.

ALTER TABLE declaration ADD COLUMN beneath TEXT;
ALTER TABLE declaration ADD COLUMN last_revision BIGINT NOT NULL DEFAULT 1;
ALTER TABLE declaration ADD COLUMN sent_revision BIGINT;
ALTER TABLE declaration ADD COLUMN group_keys TEXT NOT NULL DEFAULT '[]';
ALTER TABLE declaration ADD COLUMN formed_digest TEXT NOT NULL DEFAULT '';
ALTER TABLE declaration ADD COLUMN due_at BIGINT;
ALTER TABLE declaration ADD COLUMN beneath_due_at BIGINT;
UPDATE declaration SET last_revision = revision;
CREATE INDEX declaration_due ON declaration (due_at) WHERE due_at IS NOT NULL;

-- An invalidation that was asked for covers the status before it.
UPDATE declaration SET beneath = COALESCE((
    SELECT history.status FROM history
    WHERE history.declaration_id = declaration.id
        AND history.status NOT IN ('Invalidating', 'InvalidationError')
    ORDER BY history.seq DESC LIMIT 1
), 'Accepted') WHERE status IN ('Invalidating', 'InvalidationError');

-- What customs had before deadlines were kept is looked at after a day.
UPDATE declaration SET due_at = updated_at + 86400000000
WHERE status IN ('Submitted', 'Acknowledged', 'GoodsArrived', 'Invalidating', 'Accepted',
    'UnderControl', 'DocumentControl', 'GuaranteeNotValid', 'CustomsRequestsAmendment');

ALTER TABLE revision ADD COLUMN edits TEXT NOT NULL DEFAULT '[]';

ALTER TABLE ingestion ADD COLUMN options TEXT NOT NULL DEFAULT '{}';
