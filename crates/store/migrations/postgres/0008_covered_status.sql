-- The status that a request of ours covers, and when what it waits for is overdue, by that name.

ALTER TABLE declaration RENAME COLUMN beneath TO covered;
ALTER TABLE declaration RENAME COLUMN beneath_due_at TO covered_due_at;
