-- What declarations that customs accepted bring in below the mass threshold of the carbon border
-- adjustment, by importer and day of acceptance. Declarations of before are filled in while the store
-- is in use.

CREATE TABLE declared_mass (
    declaration_id TEXT PRIMARY KEY,
    tenant_id TEXT NOT NULL,
    importer TEXT NOT NULL,
    day TEXT NOT NULL,
    milligrams BIGINT NOT NULL
);

CREATE INDEX declared_mass_day ON declared_mass (tenant_id, day, importer, milligrams);

-- There is nothing to fill in where there are no declarations.
INSERT INTO background_fill (name, done, total, finished)
SELECT 'declared_masses', 0, 0, 1 WHERE NOT EXISTS (SELECT 1 FROM declaration);
