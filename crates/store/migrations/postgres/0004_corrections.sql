-- What a correction must know: what a request of ours covers, which revision waits for customs'
-- decision, by which keys a declaration's goods were chosen, what persons changed, what is due.

ALTER TABLE declaration ADD COLUMN beneath TEXT;
ALTER TABLE declaration ADD COLUMN last_revision BIGINT NOT NULL DEFAULT 1;
ALTER TABLE declaration ADD COLUMN sent_revision BIGINT;
ALTER TABLE declaration ADD COLUMN group_keys TEXT NOT NULL DEFAULT '[]';
ALTER TABLE declaration ADD COLUMN formed_digest TEXT NOT NULL DEFAULT '';
ALTER TABLE declaration ADD COLUMN due_at BIGINT;
UPDATE declaration SET last_revision = revision;
CREATE INDEX declaration_due ON declaration (due_at) WHERE due_at IS NOT NULL;

-- An invalidation that was asked for and is not decided covers what customs had accepted.
UPDATE declaration SET beneath = 'Accepted' WHERE status IN ('Invalidating', 'InvalidationError');

ALTER TABLE revision ADD COLUMN edits TEXT NOT NULL DEFAULT '[]';

ALTER TABLE ingestion ADD COLUMN options TEXT NOT NULL DEFAULT '{}';
