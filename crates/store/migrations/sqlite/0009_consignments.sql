-- The reference of the consignment that a declaration's goods move as: customs may speak of it by
-- that alone. One consignment may be of several declarations.

ALTER TABLE declaration ADD COLUMN consignment TEXT;
CREATE INDEX declaration_consignment ON declaration (tenant_id, system, consignment)
    WHERE consignment IS NOT NULL;
