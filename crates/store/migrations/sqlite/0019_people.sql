-- People: accounts of the installation, what each may do in a tenant, sessions, links that let
-- somebody choose a password once, and the audit trail. Who sent a message, where that is not the
-- client alone; who changed a record of master data.

CREATE TABLE person (
    id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    display_name TEXT NOT NULL,
    password_hash TEXT,
    totp_key TEXT,
    totp_offered TEXT,
    totp_step BIGINT,
    recovery_hashes TEXT NOT NULL,
    issuer TEXT,
    subject TEXT,
    created_at BIGINT NOT NULL,
    created_by TEXT NOT NULL,
    disabled_at BIGINT,
    version BIGINT NOT NULL
);
CREATE UNIQUE INDEX person_name ON person (name);
CREATE UNIQUE INDEX person_subject ON person (issuer, subject) WHERE subject IS NOT NULL;

CREATE TABLE membership (
    tenant_id TEXT NOT NULL,
    user_id TEXT NOT NULL,
    roles TEXT NOT NULL,
    visible TEXT,
    changed_at BIGINT NOT NULL,
    changed_by TEXT NOT NULL,
    PRIMARY KEY (tenant_id, user_id)
);
CREATE INDEX membership_user ON membership (user_id);

CREATE TABLE session (
    token_hash TEXT NOT NULL PRIMARY KEY,
    user_id TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    seen_at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL,
    address TEXT
);
CREATE INDEX session_person ON session (user_id);
CREATE INDEX session_end ON session (ends_at);

CREATE TABLE sign_in_link (
    token_hash TEXT NOT NULL PRIMARY KEY,
    user_id TEXT NOT NULL,
    resets_second_factor BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX sign_in_link_user ON sign_in_link (user_id);

CREATE TABLE audit (
    tenant_id TEXT NOT NULL,
    id TEXT NOT NULL PRIMARY KEY,
    event TEXT NOT NULL,
    actor TEXT NOT NULL,
    user_id TEXT,
    detail TEXT,
    address TEXT,
    recorded_at BIGINT NOT NULL
);
CREATE INDEX audit_tenant ON audit (tenant_id, id);
CREATE INDEX audit_user ON audit (user_id, event, recorded_at);

ALTER TABLE ingestion ADD COLUMN actor TEXT;
ALTER TABLE master_data_version ADD COLUMN updated_by TEXT;
