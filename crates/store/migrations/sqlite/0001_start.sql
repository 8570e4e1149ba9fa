-- Times are microseconds since 1970 (UTC), dates and ids are text, documents are JSON text.
-- Ids are ours (UUIDv7, unique over all tenants) and keys by themselves; every other key and every
-- index that a tenant's search uses begins with the tenant.

CREATE TABLE tenant (
    id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE TABLE client (
    id TEXT NOT NULL PRIMARY KEY,
    tenant_id TEXT NOT NULL,
    source_system TEXT NOT NULL,
    secret_hash TEXT NOT NULL,
    scopes TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    disabled_at BIGINT
);
CREATE INDEX client_tenant ON client (tenant_id, id);

CREATE TABLE signing_key (
    id TEXT NOT NULL PRIMARY KEY,
    secret TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT
);

CREATE TABLE connection (
    tenant_id TEXT NOT NULL,
    system TEXT NOT NULL,
    document TEXT NOT NULL,
    version BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, system)
);

CREATE TABLE flow (
    tenant_id TEXT NOT NULL,
    name TEXT NOT NULL,
    version BIGINT NOT NULL,
    document TEXT NOT NULL,
    active BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, name, version)
);

CREATE TABLE master_data (
    tenant_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    code TEXT NOT NULL,
    version BIGINT NOT NULL,
    document TEXT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, kind, code)
);

CREATE TABLE ingestion (
    tenant_id TEXT NOT NULL,
    id TEXT NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    client_id TEXT NOT NULL,
    external_reference TEXT,
    body TEXT NOT NULL,
    idempotency_key TEXT,
    state TEXT NOT NULL,
    errors TEXT NOT NULL,
    received_at BIGINT NOT NULL,
    finished_at BIGINT
);
CREATE UNIQUE INDEX ingestion_key ON ingestion (tenant_id, client_id, idempotency_key)
    WHERE idempotency_key IS NOT NULL;
CREATE INDEX ingestion_received ON ingestion (tenant_id, received_at, id);
CREATE INDEX ingestion_reference ON ingestion (tenant_id, external_reference)
    WHERE external_reference IS NOT NULL;

CREATE TABLE shipment (
    tenant_id TEXT NOT NULL,
    id TEXT NOT NULL PRIMARY KEY,
    external_reference TEXT NOT NULL,
    direction TEXT NOT NULL,
    flow TEXT NOT NULL,
    flow_version BIGINT NOT NULL,
    document TEXT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    UNIQUE (tenant_id, external_reference, direction)
);

CREATE TABLE declaration (
    tenant_id TEXT NOT NULL,
    id TEXT NOT NULL PRIMARY KEY,
    shipment_id TEXT NOT NULL,
    external_reference TEXT NOT NULL,
    direction TEXT NOT NULL,
    flow TEXT NOT NULL,
    flow_version BIGINT NOT NULL,
    step TEXT NOT NULL,
    instance_count BIGINT NOT NULL,
    instance_seq BIGINT NOT NULL,
    family TEXT NOT NULL,
    system TEXT NOT NULL,
    declaration_type TEXT NOT NULL,
    jurisdiction TEXT NOT NULL,
    lrn TEXT NOT NULL,
    mrn TEXT,
    arc TEXT,
    ucr TEXT,
    ship_from TEXT,
    ship_to TEXT,
    company TEXT,
    plant TEXT,
    storage_location TEXT,
    declaration_date TEXT,
    status TEXT NOT NULL,
    facts TEXT NOT NULL,
    findings TEXT NOT NULL,
    revision BIGINT NOT NULL,
    lodged_revision BIGINT,
    history_length BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE INDEX declaration_shipment ON declaration (shipment_id);
CREATE INDEX declaration_created ON declaration (tenant_id, created_at, id);
CREATE INDEX declaration_updated ON declaration (tenant_id, updated_at, id);
CREATE INDEX declaration_reference ON declaration (tenant_id, external_reference);
CREATE INDEX declaration_lrn ON declaration (tenant_id, lrn);
CREATE INDEX declaration_mrn ON declaration (tenant_id, mrn) WHERE mrn IS NOT NULL;
CREATE INDEX declaration_arc ON declaration (tenant_id, arc) WHERE arc IS NOT NULL;
CREATE INDEX declaration_ucr ON declaration (tenant_id, ucr) WHERE ucr IS NOT NULL;

CREATE TABLE revision (
    tenant_id TEXT NOT NULL,
    declaration_id TEXT NOT NULL REFERENCES declaration (id),
    number BIGINT NOT NULL,
    document TEXT NOT NULL,
    origins TEXT NOT NULL,
    sealed_at BIGINT,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (declaration_id, number)
);

CREATE TABLE history (
    tenant_id TEXT NOT NULL,
    declaration_id TEXT NOT NULL REFERENCES declaration (id),
    seq BIGINT NOT NULL,
    event TEXT NOT NULL,
    status TEXT NOT NULL,
    expected BIGINT NOT NULL,
    actor TEXT NOT NULL,
    note TEXT,
    message_id TEXT,
    customs_time TEXT,
    recorded_at BIGINT NOT NULL,
    PRIMARY KEY (declaration_id, seq)
) WITHOUT ROWID;

CREATE TABLE action_request (
    tenant_id TEXT NOT NULL,
    id TEXT NOT NULL PRIMARY KEY,
    declaration_id TEXT NOT NULL REFERENCES declaration (id),
    action TEXT NOT NULL,
    reason TEXT,
    actor TEXT NOT NULL,
    successful BIGINT,
    requested_at BIGINT NOT NULL,
    finished_at BIGINT
);

CREATE TABLE message (
    tenant_id TEXT NOT NULL,
    id TEXT NOT NULL PRIMARY KEY,
    direction TEXT NOT NULL,
    system TEXT NOT NULL,
    declaration_id TEXT,
    message_type TEXT,
    identifier TEXT,
    revision BIGINT,
    state TEXT NOT NULL,
    note TEXT,
    body BLOB NOT NULL,
    content_type TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    processed_at BIGINT
);
-- Ours are unique: a receiver tells a repetition by the identifier. Theirs may repeat.
CREATE UNIQUE INDEX message_outbound ON message (tenant_id, system, identifier)
    WHERE direction = 'outbound';
CREATE INDEX message_inbound ON message (tenant_id, system, identifier)
    WHERE direction = 'inbound';
CREATE INDEX message_declaration ON message (tenant_id, declaration_id)
    WHERE declaration_id IS NOT NULL;
-- Only what operators look for; the states that messages pass through are not indexed.
CREATE INDEX message_trouble ON message (tenant_id, state, id)
    WHERE state IN ('failed', 'unmatched', 'unreadable');

CREATE TABLE alert (
    tenant_id TEXT NOT NULL,
    id TEXT NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    text TEXT NOT NULL,
    message_id TEXT,
    declaration_id TEXT,
    raised_at BIGINT NOT NULL,
    resolved_at BIGINT
);
CREATE INDEX alert_tenant ON alert (tenant_id, id);

CREATE TABLE subscription (
    tenant_id TEXT NOT NULL,
    id TEXT NOT NULL PRIMARY KEY,
    url TEXT NOT NULL,
    filters TEXT NOT NULL,
    secret TEXT NOT NULL,
    client_id TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    disabled_at BIGINT
);
CREATE INDEX subscription_tenant ON subscription (tenant_id, id);

-- Where each tenant's event log ends. Its row is locked until commit, so that numbers become
-- visible in their order.
CREATE TABLE notification_counter (
    tenant_id TEXT NOT NULL PRIMARY KEY,
    last BIGINT NOT NULL
);

CREATE TABLE notification (
    tenant_id TEXT NOT NULL,
    seq BIGINT NOT NULL,
    id TEXT NOT NULL PRIMARY KEY,
    event_type TEXT NOT NULL,
    event_sub_type TEXT NOT NULL,
    body TEXT NOT NULL,
    occurred_at BIGINT NOT NULL,
    UNIQUE (tenant_id, seq)
);

CREATE TABLE delivery (
    tenant_id TEXT NOT NULL,
    id TEXT NOT NULL PRIMARY KEY,
    subscription_id TEXT NOT NULL,
    notification_id TEXT NOT NULL,
    state TEXT NOT NULL,
    attempts BIGINT NOT NULL,
    last_answer TEXT,
    created_at BIGINT NOT NULL,
    attempted_at BIGINT,
    next_at BIGINT
);
CREATE INDEX delivery_subscription ON delivery (tenant_id, subscription_id, id);

-- A task without a due time is dead: kept and shown, never claimed.
CREATE TABLE task (
    id TEXT NOT NULL PRIMARY KEY,
    tenant_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    lane TEXT,
    due_at BIGINT,
    created_at BIGINT NOT NULL,
    owner TEXT,
    lease_until BIGINT,
    attempt BIGINT NOT NULL,
    error TEXT
) WITHOUT ROWID;
CREATE INDEX task_due ON task (due_at, id);
CREATE INDEX task_lane ON task (tenant_id, lane, id) WHERE lane IS NOT NULL;
CREATE INDEX task_owner ON task (owner) WHERE owner IS NOT NULL;
