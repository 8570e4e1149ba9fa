-- What kept a requested action from being done, beside how it ended; the actions of a declaration.
-- Shipments are listed, the newest first.

ALTER TABLE action_request ADD COLUMN errors TEXT;
CREATE INDEX action_request_by_declaration ON action_request (tenant_id, declaration_id, requested_at);
CREATE INDEX shipment_newest ON shipment (tenant_id, created_at, id);
