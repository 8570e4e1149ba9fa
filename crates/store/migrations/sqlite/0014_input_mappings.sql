-- What input mappings changed of what a client sent, beside what was sent: absent where nothing was
-- changed. What they changed of the values that a shipment has now.

ALTER TABLE ingestion ADD COLUMN sent TEXT;
ALTER TABLE ingestion ADD COLUMN changes TEXT NOT NULL DEFAULT '[]';
ALTER TABLE shipment ADD COLUMN input_changes TEXT NOT NULL DEFAULT '[]';
