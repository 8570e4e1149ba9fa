-- Who worked on a draft last, and whether it waits for a second person: JSON. None of what was
-- written before.

ALTER TABLE configuration ADD COLUMN review TEXT;
