-- Where an event stands in the chain, as its transaction does: the newest of a long history are found without the others. A
-- trigger tells it, whoever writes the row.
ALTER TABLE "delegation_event" ADD COLUMN "block_height" INTEGER, ADD COLUMN "tx_index" INTEGER;

CREATE FUNCTION place_delegations() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  UPDATE delegation_event e SET block_height = t.block_height, tx_index = t.tx_index
  FROM (SELECT DISTINCT transaction_id FROM arrived) a JOIN transaction t ON t.id = a.transaction_id
  WHERE e.transaction_id = t.id;
  RETURN NULL;
END $$;

GRANT CREATE ON SCHEMA public TO cda_system;
ALTER FUNCTION place_delegations() OWNER TO cda_system;
REVOKE CREATE ON SCHEMA public FROM cda_system;

CREATE TRIGGER delegations_arrive AFTER INSERT ON delegation_event REFERENCING NEW TABLE AS arrived
  FOR EACH STATEMENT EXECUTE FUNCTION place_delegations();

SET ROLE cda_system;

UPDATE delegation_event e SET block_height = t.block_height, tx_index = t.tx_index FROM transaction t WHERE t.id = e.transaction_id;

RESET ROLE;

CREATE INDEX "delegation_event_wallet_id_order_idx" ON "delegation_event"("wallet_id", "block_height", "tx_index", "cert_index");
CREATE INDEX "delegation_event_wallet_id_kind_order_idx" ON "delegation_event"("wallet_id", "kind", "block_height", "tx_index", "cert_index");
DROP INDEX "delegation_event_wallet_id_idx";
