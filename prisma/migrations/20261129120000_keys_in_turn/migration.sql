-- As count_wallets_in_turn: of those who add a key at the same time one waits for the other and sees what it has added.
CREATE FUNCTION count_sign_in_keys_in_turn(owner uuid) RETURNS bigint LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('keys ' || owner, 0));
  RETURN (SELECT count(*) FROM sign_in_key k WHERE k.user_id = owner);
END $$;
