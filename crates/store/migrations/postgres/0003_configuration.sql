-- Flows, decision tables and settings in versions, which replace the versions of flows.

CREATE TABLE configuration (
    tenant_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    version BIGINT NOT NULL,
    state TEXT NOT NULL,
    document TEXT NOT NULL,
    valid_from TEXT,
    valid_to TEXT,
    edition BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    updated_by TEXT NOT NULL,
    published_at BIGINT,
    published_by TEXT,
    note TEXT,
    PRIMARY KEY (tenant_id, kind, name, version)
);

INSERT INTO configuration (tenant_id, kind, name, version, state, document, edition, created_at,
    updated_at, updated_by, published_at, published_by)
SELECT tenant_id, 'flow', name, version, CASE active WHEN 0 THEN 'retired' ELSE 'published' END,
    document, 1, created_at, created_at, 'cas', created_at, 'cas'
FROM flow;

DROP TABLE flow;

-- A replaced shipment starts a new run; each run starts a step once.
ALTER TABLE shipment ADD COLUMN run BIGINT NOT NULL DEFAULT 1;
ALTER TABLE shipment ADD COLUMN started_steps TEXT NOT NULL DEFAULT '[]';
ALTER TABLE declaration ADD COLUMN run BIGINT NOT NULL DEFAULT 1;

-- What was made before was made by steps that have started.
UPDATE shipment SET started_steps = COALESCE((
    SELECT json_agg(DISTINCT step)::text FROM declaration
    WHERE declaration.tenant_id = shipment.tenant_id
        AND declaration.shipment_id = shipment.id
), '[]');

-- The day as of which a revision's values were deduced.
ALTER TABLE revision ADD COLUMN deduced_on TEXT;
