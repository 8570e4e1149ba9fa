-- What lists show of declarations, and what they are filtered, sorted and searched by: a narrow row
-- beside each declaration, written with it. Declarations of before are filled in while the store is
-- in use. An absent company, plant, flow or step is '', a number that is not known yet has the key ''.

CREATE TABLE declaration_summary (
    number BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    tenant_id TEXT NOT NULL,
    id TEXT NOT NULL,
    shipment_id TEXT NOT NULL,
    external_reference TEXT NOT NULL,
    reference_key TEXT COLLATE "C" NOT NULL,
    lrn TEXT NOT NULL,
    lrn_key TEXT COLLATE "C" NOT NULL,
    mrn TEXT,
    mrn_key TEXT COLLATE "C" NOT NULL,
    arc TEXT,
    arc_key TEXT COLLATE "C" NOT NULL,
    ucr TEXT,
    ucr_key TEXT COLLATE "C" NOT NULL,
    direction TEXT NOT NULL,
    flow TEXT NOT NULL,
    step TEXT NOT NULL,
    system TEXT NOT NULL,
    declaration_type TEXT NOT NULL,
    jurisdiction TEXT NOT NULL,
    ship_from TEXT,
    ship_to TEXT,
    company TEXT NOT NULL,
    plant TEXT NOT NULL,
    storage_location TEXT,
    status TEXT NOT NULL,
    -- The rank of its group: 0 problem, 1 to do, 2 with customs, 3 done.
    standing BIGINT NOT NULL,
    cell BIGINT NOT NULL,
    declaration_date TEXT,
    due_at BIGINT,
    -- As due_at, behind all times where nothing is due.
    due_key BIGINT NOT NULL,
    party TEXT,
    party_key TEXT COLLATE "C" NOT NULL,
    errors BIGINT NOT NULL,
    warnings BIGINT NOT NULL,
    finding_code TEXT,
    finding_text TEXT,
    error_codes TEXT NOT NULL,
    revision BIGINT NOT NULL,
    number_words TEXT NOT NULL,
    document_words TEXT NOT NULL,
    -- One of many, by which it is estimated how common a word is.
    is_sampled BIGINT NOT NULL,
    assignee TEXT,
    flag TEXT,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);

-- How many declarations have these in common. What a filter of these selects is known by its cells.
CREATE TABLE declaration_cell (
    cell BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    tenant_id TEXT NOT NULL,
    company TEXT NOT NULL,
    plant TEXT NOT NULL,
    system TEXT NOT NULL,
    declaration_type TEXT NOT NULL,
    status TEXT NOT NULL,
    standing BIGINT NOT NULL,
    declarations BIGINT NOT NULL,
    UNIQUE (tenant_id, plant, company, system, declaration_type, status)
);

-- The codes of errors that declarations have now, with their cells.
CREATE TABLE declaration_error (
    tenant_id TEXT NOT NULL,
    code TEXT NOT NULL,
    number BIGINT NOT NULL,
    cell BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, code, number)
);

-- What happened to which declaration on which day (days since 1970, where it is lodged).
CREATE TABLE declaration_event (
    tenant_id TEXT NOT NULL,
    event TEXT NOT NULL,
    day BIGINT NOT NULL,
    number BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, event, day, number)
);

-- What changes with every status stands in as few indexes as can be: by change, by due time, by cell.
CREATE UNIQUE INDEX declaration_summary_id ON declaration_summary (id);
CREATE INDEX declaration_summary_created ON declaration_summary (tenant_id, created_at, number);
CREATE INDEX declaration_summary_changed
    ON declaration_summary (tenant_id, standing, updated_at, number, cell);
CREATE INDEX declaration_summary_due
    ON declaration_summary (tenant_id, standing, due_key, number, cell);
CREATE INDEX declaration_summary_party ON declaration_summary (tenant_id, party_key, number);
CREATE INDEX declaration_summary_mrn ON declaration_summary (tenant_id, mrn_key, number);
CREATE INDEX declaration_summary_lrn ON declaration_summary (tenant_id, lrn_key, number);
CREATE INDEX declaration_summary_reference
    ON declaration_summary (tenant_id, reference_key, number);
CREATE INDEX declaration_summary_arc
    ON declaration_summary (tenant_id, arc_key, number) WHERE arc_key <> '';
CREATE INDEX declaration_summary_ucr
    ON declaration_summary (tenant_id, ucr_key, number) WHERE ucr_key <> '';
CREATE INDEX declaration_summary_cell ON declaration_summary (cell, number);
CREATE INDEX declaration_summary_assignee
    ON declaration_summary (tenant_id, assignee, number) WHERE assignee IS NOT NULL;
CREATE INDEX declaration_summary_sample
    ON declaration_summary (tenant_id, number) WHERE is_sampled = 1;
CREATE INDEX declaration_summary_words ON declaration_summary
    USING gin (array_to_tsvector(string_to_array(number_words || document_words, ' ')));

-- There is nothing to fill in where there are no declarations.
INSERT INTO background_fill (name, done, total, finished)
SELECT 'declaration_summaries', 0, 0, 1 WHERE NOT EXISTS (SELECT 1 FROM declaration);
