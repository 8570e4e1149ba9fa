-- What is said with an action, beside its reason.

ALTER TABLE action_request ADD COLUMN content TEXT;
