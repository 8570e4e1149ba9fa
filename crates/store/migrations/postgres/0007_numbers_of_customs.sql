-- Customs' numbers name one declaration of a tenant, a system and a side: what was sent, and what
-- comes to us. Stores from before may have duplicates: those keep their number, told apart by
-- number_copy, and an alert names both declarations.

ALTER TABLE declaration ADD COLUMN side TEXT NOT NULL DEFAULT 'sent';
ALTER TABLE declaration ADD COLUMN number_copy BIGINT NOT NULL DEFAULT 0;

-- What customs told of first and is no part of a movement of ours is called by its number.
UPDATE declaration SET side = 'received' WHERE flow = '' AND arc = external_reference;

UPDATE declaration SET number_copy = twice.copy FROM (
    SELECT id, ROW_NUMBER() OVER (PARTITION BY tenant_id, system, side, mrn ORDER BY id) - 1 AS copy
    FROM declaration WHERE mrn IS NOT NULL
) AS twice WHERE declaration.id = twice.id AND twice.copy > 0;

UPDATE declaration SET number_copy = twice.copy FROM (
    SELECT id, ROW_NUMBER() OVER (PARTITION BY tenant_id, system, side, arc ORDER BY id) - 1 AS copy
    FROM declaration WHERE arc IS NOT NULL
) AS twice WHERE declaration.id = twice.id AND twice.copy > declaration.number_copy;

INSERT INTO alert (tenant_id, id, kind, text, message_id, declaration_id, raised_at, resolved_at)
SELECT later.tenant_id, later.id, 'number-twice',
    'declarations ' || first.id || ' (LRN ' || first.lrn || ') and ' || later.id || ' (LRN '
        || later.lrn || ') have the same number of customs: '
        || CASE WHEN first.mrn = later.mrn THEN 'MRN ' || later.mrn ELSE 'ARC ' || later.arc END
        || '; answers to it are kept and applied to neither',
    NULL, later.id, later.updated_at, NULL
FROM declaration AS later
JOIN declaration AS first ON first.tenant_id = later.tenant_id AND first.system = later.system
    AND first.side = later.side AND first.number_copy = 0
    AND (first.mrn = later.mrn OR first.arc = later.arc)
WHERE later.number_copy > 0
    AND first.id = (
        SELECT MIN(known.id) FROM declaration AS known
        WHERE known.tenant_id = later.tenant_id AND known.system = later.system
            AND known.side = later.side AND known.number_copy = 0
            AND (known.mrn = later.mrn OR known.arc = later.arc)
    );

DROP INDEX declaration_mrn;
DROP INDEX declaration_arc;
CREATE UNIQUE INDEX declaration_mrn ON declaration (tenant_id, mrn, system, side, number_copy)
    WHERE mrn IS NOT NULL;
CREATE UNIQUE INDEX declaration_arc ON declaration (tenant_id, arc, system, side, number_copy)
    WHERE arc IS NOT NULL;

-- What customs told, by its content: what is told again, in whatever message, is a repetition.
CREATE TABLE told (
    tenant_id TEXT NOT NULL,
    system TEXT NOT NULL,
    content TEXT NOT NULL,
    conversation TEXT NOT NULL,
    message_id TEXT NOT NULL,
    told_at BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, system, content, conversation)
);
