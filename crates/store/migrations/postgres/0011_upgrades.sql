-- What proves that the store can be written, and how far the fills are that follow an upgrade while
-- the store is in use.

CREATE TABLE write_proof (
    id BIGINT NOT NULL PRIMARY KEY,
    proofs BIGINT NOT NULL
);

-- Rows with keys up to done_until are filled.
CREATE TABLE background_fill (
    name TEXT NOT NULL PRIMARY KEY,
    done_until TEXT,
    done BIGINT NOT NULL,
    total BIGINT NOT NULL,
    finished BIGINT NOT NULL
);
