-- Lists show, and are filtered by, who sees to a declaration and its flag. What was said before this
-- step is brought to their rows; those of declarations that have none yet get it when they are filled.

CREATE INDEX declaration_summary_flag
    ON declaration_summary (tenant_id, flag, number) WHERE flag IS NOT NULL;

UPDATE declaration_summary SET assignee = work.assignee, flag = work.flag
FROM declaration_work AS work
WHERE work.declaration_id = declaration_summary.id
    AND work.tenant_id = declaration_summary.tenant_id;
