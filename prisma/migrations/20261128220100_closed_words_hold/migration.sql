-- The rows of before keep to the words as well. A migration of its own, since each runs as one transaction: the locks of the one
-- before are gone, and others write on while this one reads.
DO $$
DECLARE unchecked record;
BEGIN
  FOR unchecked IN
    SELECT c.conrelid::regclass AS of_table, c.conname FROM pg_constraint c
    WHERE c.contype = 'c' AND NOT c.convalidated AND c.connamespace = 'public'::regnamespace ORDER BY 1, 2
  LOOP
    EXECUTE format('ALTER TABLE %s VALIDATE CONSTRAINT %I', unchecked.of_table, unchecked.conname);
  END LOOP;
END $$;
