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
