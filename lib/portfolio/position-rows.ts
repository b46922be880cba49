import "server-only";
import type { CredentialHash, Unit } from "@/lib/cardano/brand";
import { userDb } from "@/lib/db";
import { place, placeJoin } from "@/lib/portfolio/place-sql";
import type { Opened } from "@/lib/portfolio/position-draft";
import { storedUnspent } from "@/lib/sync/unspent-facts";

/** An unspent output of the wallet at a script, as of its last proof. */
export interface ContractUtxo {
  readonly walletId: string;
  readonly ref: string;
  readonly credential: CredentialHash;
  readonly amounts: ReadonlyMap<Unit, bigint>;
  /** Hex of the inline datum. */
  readonly datum: string | null;
  readonly opened: Opened | null;
}

/** What lies at scripts under the own stake keys of one wallet, or of all where it is null; oldest first. */
export async function readContractUtxos(userId: string, walletId: string | null): Promise<ContractUtxo[]> {
  const proofs = await userDb(userId).walletProof.findMany({
    where: { userId, ...(walletId !== null && { walletId }) },
    select: { walletId: true, unspent: true },
  });
  const utxos = proofs.flatMap((proof) =>
    proof.unspent === null
      ? []
      : storedUnspent.parse(proof.unspent).contracts.map((contract) => ({ walletId: proof.walletId, ...contract })),
  );
  if (utxos.length === 0) return [];
  const made = await userDb(userId).$queryRaw<(Opened & { walletId: string })[]>`
    SELECT t.wallet_id AS "walletId", t.tx_hash AS "txHash", t.id AS "transactionId", t.tx_timestamp AS at
    FROM transaction t WHERE t.user_id = ${userId}::uuid AND t.wallet_id = ANY(${proofs.map((proof) => proof.walletId)}::uuid[])
      AND t.tx_hash = ANY(${[...new Set(utxos.map(({ txHash }) => txHash))]}::text[])`;
  const openings = new Map(made.map(({ walletId: wallet, ...opened }) => [`${wallet} ${opened.txHash}`, opened]));
  return utxos
    .map((utxo) => ({
      walletId: utxo.walletId,
      ref: `${utxo.txHash}#${utxo.index}`,
      credential: utxo.credential as CredentialHash,
      amounts: new Map(utxo.amounts),
      datum: utxo.datum,
      opened: openings.get(`${utxo.walletId} ${utxo.txHash}`) ?? null,
    }))
    .sort((a, b) => (a.opened?.at.getTime() ?? 0) - (b.opened?.at.getTime() ?? 0));
}

export interface TokenHolding {
  readonly walletId: string;
  readonly unit: Unit;
  readonly quantity: bigint;
  /** When its balance last rose from nothing. */
  readonly opened: Opened;
}

interface ChangeRow {
  readonly walletId: string;
  readonly unit: Unit;
  readonly at: Date;
  readonly txHash: string;
  readonly transactionId: string;
  readonly change: string;
}

/** Tokens of some policies at own addresses, with when each came in. Only of what is held now the history is read. */
export async function readHoldingsOf(
  userId: string,
  walletId: string | null,
  policyIds: readonly string[],
): Promise<TokenHolding[]> {
  const rows = await userDb(userId).$queryRaw<ChangeRow[]>`
    SELECT f.wallet_id AS "walletId", f.unit, t.tx_timestamp AS at, t.tx_hash AS "txHash", t.id AS "transactionId",
      sum(f.net_change)::text AS change
    FROM (
      SELECT DISTINCT b.wallet_id, b.unit FROM balance b
      WHERE b.user_id = ${userId}::uuid AND b.quantity <> 0 AND (${walletId}::uuid IS NULL OR b.wallet_id = ${walletId}::uuid)
        AND left(b.unit, 56) = ANY(${[...policyIds]}::text[]) AND b.place <> 'contract'
    ) held
    -- By the index, unit by unit, however many flows there are of others: OFFSET 0 keeps the two from being joined as a whole.
    CROSS JOIN LATERAL (SELECT * FROM asset_flow f WHERE f.wallet_id = held.wallet_id AND f.unit = held.unit AND f.user_id = ${userId}::uuid OFFSET 0) f
    JOIN transaction t ON t.id = f.transaction_id AND t.user_id = f.user_id ${placeJoin}
    WHERE ${place} = 'wallet'
    GROUP BY f.wallet_id, f.unit, t.id ORDER BY t.block_height, t.tx_index, f.unit`;
  const held = new Map<string, TokenHolding>();
  for (const { change, at, txHash, transactionId, ...row } of rows) {
    const key = `${row.walletId} ${row.unit}`;
    const before = held.get(key);
    const quantity = (before?.quantity ?? 0n) + BigInt(change);
    if (quantity <= 0n) held.delete(key);
    else held.set(key, { ...row, quantity, opened: before?.opened ?? { at, txHash, transactionId } });
  }
  return [...held.values()];
}

/** All lovelace that counts for a stake key, wherever it lies, by wallet. */
export async function readStaked(userId: string, walletIds: readonly string[]): Promise<Map<string, bigint>> {
  if (walletIds.length === 0) return new Map();
  const rows = await userDb(userId).$queryRaw<{ walletId: string; lovelace: string }[]>`
    SELECT wallet_id AS "walletId", sum(quantity)::text AS lovelace FROM balance
    WHERE user_id = ${userId}::uuid AND wallet_id = ANY(${[...walletIds]}::uuid[]) AND unit = 'lovelace' GROUP BY wallet_id`;
  return new Map(rows.map((row) => [row.walletId, BigInt(row.lovelace)]));
}
