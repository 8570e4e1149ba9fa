-- How often rows of decision tables fired; the row '' counts the questions that no row matched.

CREATE TABLE table_row_hits (
    tenant_id TEXT NOT NULL,
    table_name TEXT NOT NULL,
    version BIGINT NOT NULL,
    row_id TEXT NOT NULL,
    hits BIGINT NOT NULL,
    first_at BIGINT NOT NULL,
    last_at BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, table_name, version, row_id)
) WITHOUT ROWID;
