-- What people do over declarations and shipments, beside their documents.

CREATE TABLE note (
    tenant_id TEXT NOT NULL,
    id TEXT NOT NULL PRIMARY KEY,
    subject_kind TEXT NOT NULL,
    subject_id TEXT NOT NULL,
    author TEXT NOT NULL,
    text TEXT NOT NULL,
    edition BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    changed_at BIGINT,
    deleted_at BIGINT
);
CREATE INDEX note_subject ON note (tenant_id, subject_id, id);

CREATE TABLE note_edition (
    tenant_id TEXT NOT NULL,
    note_id TEXT NOT NULL,
    edition BIGINT NOT NULL,
    text TEXT NOT NULL,
    written_at BIGINT NOT NULL,
    PRIMARY KEY (note_id, edition)
);

CREATE TABLE mention (
    tenant_id TEXT NOT NULL,
    person TEXT NOT NULL,
    note_id TEXT NOT NULL,
    mentioned_at BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, person, note_id)
);

CREATE TABLE declaration_work (
    tenant_id TEXT NOT NULL,
    declaration_id TEXT NOT NULL PRIMARY KEY,
    assignee TEXT,
    flag TEXT,
    version BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    updated_by TEXT NOT NULL
);
CREATE INDEX declaration_work_assignee ON declaration_work (tenant_id, assignee)
    WHERE assignee IS NOT NULL;
CREATE INDEX declaration_work_flag ON declaration_work (tenant_id, flag) WHERE flag IS NOT NULL;

CREATE TABLE activity (
    tenant_id TEXT NOT NULL,
    id TEXT NOT NULL PRIMARY KEY,
    subject_kind TEXT NOT NULL,
    subject_id TEXT NOT NULL,
    change TEXT NOT NULL,
    person TEXT NOT NULL,
    detail TEXT NOT NULL,
    recorded_at BIGINT NOT NULL
);
CREATE INDEX activity_subject ON activity (tenant_id, subject_id, id);

-- Files at declarations and shipments. A file is whole in its parts of 256 kB when its state is
-- 'stored'; of one that was deleted the row stays.
CREATE TABLE attachment (
    tenant_id TEXT NOT NULL,
    id TEXT NOT NULL PRIMARY KEY,
    subject_kind TEXT NOT NULL,
    subject_id TEXT NOT NULL,
    name TEXT NOT NULL,
    media_type TEXT NOT NULL,
    size BIGINT NOT NULL,
    sha256 TEXT NOT NULL,
    document_reference TEXT,
    state TEXT NOT NULL,
    uploaded_by TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    deleted_by TEXT,
    deleted_at BIGINT
);
CREATE INDEX attachment_subject ON attachment (tenant_id, subject_id, id);
CREATE INDEX attachment_uploading ON attachment (tenant_id, created_at) WHERE state = 'uploading';

CREATE TABLE attachment_part (
    tenant_id TEXT NOT NULL,
    attachment_id TEXT NOT NULL,
    part BIGINT NOT NULL,
    bytes BYTEA NOT NULL,
    PRIMARY KEY (attachment_id, part)
);

-- How many bytes of files a tenant has.
CREATE TABLE attachment_usage (
    tenant_id TEXT NOT NULL PRIMARY KEY,
    bytes BIGINT NOT NULL
);

-- One action over many declarations, and what came of it for each.
CREATE TABLE bulk_run (
    tenant_id TEXT NOT NULL,
    id TEXT NOT NULL PRIMARY KEY,
    bulk_order TEXT NOT NULL,
    row_count BIGINT NOT NULL,
    requested_by TEXT NOT NULL,
    actor TEXT NOT NULL,
    requested_at BIGINT NOT NULL,
    finished_at BIGINT
);
CREATE INDEX bulk_run_tenant ON bulk_run (tenant_id, id);
CREATE INDEX bulk_run_open ON bulk_run (tenant_id) WHERE finished_at IS NULL;

CREATE TABLE bulk_row (
    tenant_id TEXT NOT NULL,
    run_id TEXT NOT NULL,
    number BIGINT NOT NULL,
    declaration_id TEXT NOT NULL,
    state TEXT NOT NULL,
    action_id TEXT,
    code TEXT,
    detail TEXT,
    PRIMARY KEY (run_id, number)
);
CREATE INDEX bulk_row_pending ON bulk_row (run_id, number) WHERE state = 'pending';

-- Filters, sorts and columns of lists that people keep under a name.
CREATE TABLE saved_view (
    tenant_id TEXT NOT NULL,
    id TEXT NOT NULL PRIMARY KEY,
    list TEXT NOT NULL,
    name TEXT NOT NULL,
    owner TEXT NOT NULL,
    is_shared BIGINT NOT NULL,
    search TEXT NOT NULL,
    columns TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE INDEX saved_view_list ON saved_view (tenant_id, list, owner, id);
CREATE INDEX saved_view_shared ON saved_view (tenant_id, list, id) WHERE is_shared = 1;

-- Who is to deal with an alert.
CREATE TABLE alert_work (
    tenant_id TEXT NOT NULL,
    alert_id TEXT NOT NULL PRIMARY KEY,
    assignee TEXT,
    updated_at BIGINT NOT NULL,
    updated_by TEXT NOT NULL
);

-- Who looks at a declaration, and where in it; for seconds.
CREATE TABLE presence (
    tenant_id TEXT NOT NULL,
    declaration_id TEXT NOT NULL,
    person TEXT NOT NULL,
    place TEXT,
    is_typing BIGINT NOT NULL,
    until BIGINT NOT NULL,
    PRIMARY KEY (declaration_id, person)
);
