-- How a message travels: where below the endpoint it goes and what the system wants beside it, and
-- the conversation that customs names for it. Of a message that was fetched, the path is its name
-- in the list it was found in.

ALTER TABLE message ADD COLUMN path TEXT NOT NULL DEFAULT '';
ALTER TABLE message ADD COLUMN headers TEXT NOT NULL DEFAULT '[]';
ALTER TABLE message ADD COLUMN conversation TEXT;
CREATE INDEX message_conversation ON message (tenant_id, system, conversation)
    WHERE conversation IS NOT NULL;
CREATE INDEX message_fetched ON message (tenant_id, system, path)
    WHERE direction = 'inbound' AND path <> '';
