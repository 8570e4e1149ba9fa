-- Every version of every record of master data is kept: origins of declarations name them. A record
-- is known by kind, code and its first day ('' when it counts from the beginning); its last version
-- is current. Versions are counted by code.
CREATE TABLE master_data_version (
    tenant_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    code TEXT COLLATE "C" NOT NULL,
    version BIGINT NOT NULL,
    valid_from TEXT COLLATE "C" NOT NULL,
    valid_to TEXT COLLATE "C",
    is_current BIGINT NOT NULL,
    name TEXT,
    search_text TEXT NOT NULL,
    document TEXT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, kind, code, version)
);
CREATE UNIQUE INDEX master_data_current
    ON master_data_version (tenant_id, kind, code, valid_from) WHERE is_current = 1;
INSERT INTO master_data_version
    SELECT tenant_id, kind, code, version, '', NULL, 1, NULL, LOWER(document), document, updated_at
    FROM master_data;
DROP TABLE master_data;

-- The lists of codes that a tenant has loaded, and their entries. A list without entries is known,
-- and holds nothing.
CREATE TABLE code_list (
    tenant_id TEXT NOT NULL,
    list TEXT COLLATE "C" NOT NULL,
    source TEXT NOT NULL,
    entries BIGINT NOT NULL,
    loaded_at BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, list)
);
CREATE TABLE code_list_entry (
    tenant_id TEXT NOT NULL,
    list TEXT COLLATE "C" NOT NULL,
    code TEXT COLLATE "C" NOT NULL,
    valid_from TEXT COLLATE "C" NOT NULL,
    valid_to TEXT COLLATE "C",
    description TEXT,
    attributes TEXT NOT NULL,
    PRIMARY KEY (tenant_id, list, code, valid_from)
);

-- Counts the changes of what nodes keep in memory. Its row is locked until commit, so that a node
-- that sees the number sees the change.
CREATE TABLE configuration_counter (
    tenant_id TEXT NOT NULL PRIMARY KEY,
    version BIGINT NOT NULL
);
