-- Whether a person made or took back rules while the sync ran: it commits by rules that it may not have seen.
ALTER TABLE sync_job ADD COLUMN rules_changed boolean NOT NULL DEFAULT false;
