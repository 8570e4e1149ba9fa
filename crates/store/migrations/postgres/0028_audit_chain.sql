-- The audit trail tells of all that people and clients do, each entry with the hash of the one before,
-- by tenant. What was there before has places below 1 and no hashes: the chain begins behind it. What
-- a program of before writes meanwhile has the place 0.

ALTER TABLE audit ADD COLUMN sequence BIGINT NOT NULL DEFAULT 0;
ALTER TABLE audit ADD COLUMN kind TEXT NOT NULL DEFAULT 'access';
ALTER TABLE audit ADD COLUMN subject TEXT;
ALTER TABLE audit ADD COLUMN is_refusal BIGINT NOT NULL DEFAULT 0;
ALTER TABLE audit ADD COLUMN person_id TEXT;
ALTER TABLE audit ADD COLUMN client_id TEXT;
ALTER TABLE audit ADD COLUMN previous_hash TEXT;
ALTER TABLE audit ADD COLUMN hash TEXT;

UPDATE audit SET
    sequence = -numbered.place,
    kind = CASE WHEN event LIKE 'sign%' OR event = 'recovery-code-used' THEN 'sign-in' ELSE 'access' END,
    is_refusal = CASE WHEN event = 'sign-in-refused' THEN 1 ELSE 0 END,
    person_id = substring(actor FROM '<([^>]*)>'),
    client_id = CASE WHEN position(' through ' IN actor) > 0
        THEN substring(actor FROM position(' through ' IN actor) + 9)
        WHEN position('<' IN actor) = 0 THEN actor END
FROM (SELECT id AS numbered_id, ROW_NUMBER() OVER (PARTITION BY tenant_id ORDER BY id DESC) AS place
      FROM audit) AS numbered
WHERE audit.id = numbered.numbered_id;

DROP INDEX audit_tenant;
CREATE UNIQUE INDEX audit_sequence ON audit (tenant_id, sequence) WHERE sequence <> 0;
CREATE INDEX audit_recorded ON audit (tenant_id, recorded_at, sequence);
CREATE INDEX audit_kind ON audit (tenant_id, kind, recorded_at, sequence);
CREATE INDEX audit_person ON audit (tenant_id, person_id, recorded_at, sequence)
    WHERE person_id IS NOT NULL;
CREATE INDEX audit_client ON audit (tenant_id, client_id, recorded_at, sequence)
    WHERE client_id IS NOT NULL;
CREATE INDEX audit_subject ON audit (tenant_id, subject, recorded_at, sequence)
    WHERE subject IS NOT NULL;
CREATE INDEX audit_refusal ON audit (tenant_id, recorded_at, sequence) WHERE is_refusal = 1;

-- The last place of a tenant's chain and its hash; locked by who adds to it until that is durable.
CREATE TABLE audit_head (
    tenant_id TEXT NOT NULL PRIMARY KEY,
    sequence BIGINT NOT NULL,
    hash TEXT NOT NULL
);
