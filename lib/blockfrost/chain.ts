import "server-only";
import { hexToBytes } from "@noble/hashes/utils.js";
import { ask } from "@/lib/blockfrost/ask";
import { at, BlockfrostFailure } from "@/lib/blockfrost/client";
import type { CredentialHash } from "@/lib/cardano/brand";
import { toBech32 } from "@/lib/cardano/format-address";
import * as schema from "@/lib/blockfrost/schemas";

/** Rows that one list call can bring. */
export const pageSize = 100;

const paged = (page: number, order: "asc" | "desc" = "asc") => ({ count: pageSize, page, order });

export interface Subject {
  readonly kind: "account" | "address";
  /** Stake address of an account, or the one address. */
  readonly subject: string;
}

export interface ListFrom {
  /** Inclusive `height:index` of the last row that is known, or null for the beginning. */
  readonly from: { readonly height: number; readonly txIndex: number } | null;
  readonly page: number;
}

/** Transactions that touch the subject, oldest first; one row per transaction and address. Null: the chain has never seen it. */
export function listTransactions({ kind, subject }: Subject, { from, page }: ListFrom) {
  const cursor = from === null ? {} : { from: `${String(from.height)}:${String(from.txIndex)}` };
  const query = { ...paged(page), ...cursor };
  return kind === "account"
    ? ask("the account's transactions", schema.accountTransactionsSchema, at`accounts/${subject}/transactions`, query)
    : ask("the address' transactions", schema.addressTransactionsSchema, at`addresses/${subject}/transactions`, query);
}

/** Unspent outputs of the subject; null for one that the chain has never seen. */
export function listUnspent({ kind, subject }: Subject, page: number) {
  const path = kind === "account" ? at`accounts/${subject}/utxos` : at`addresses/${subject}/utxos`;
  return ask("the unspent outputs", schema.unspentOutputsSchema, path, paged(page));
}

/** How many transactions the subject has; null for one that was never seen, `refused` for one too large to be summed. */
export async function countTransactions({ kind, subject }: Subject): Promise<number | "refused" | null> {
  const path = kind === "account" ? at`accounts/${subject}/addresses/total` : at`addresses/${subject}/total`;
  try {
    const totals = await ask("the number of transactions", schema.totalSchema, path);
    return totals?.tx_count ?? null;
  } catch (error) {
    if (error instanceof Error && error.cause instanceof BlockfrostFailure && error.cause.status === 400)
      return "refused";
    throw error;
  }
}

export function latestBlock() {
  return ask("the latest block", schema.tipSchema, "blocks/latest");
}

/** The block that stands at a height now; null above the tip. */
export function blockAt(height: number) {
  return ask("a block", schema.blockSchema, at`blocks/${height}`);
}

/** What is voted on: of an epoch that has begun. */
export function epochParameters(epoch: number) {
  return ask("the epoch's parameters", schema.epochParametersSchema, at`epochs/${epoch}/parameters`);
}

export function account(stakeAddress: string) {
  return ask("the account", schema.accountSchema, at`accounts/${stakeAddress}`);
}

export function listRewards(stakeAddress: string, page: number, order: "asc" | "desc") {
  return ask(
    "the staking rewards",
    schema.accountRewardsSchema,
    at`accounts/${stakeAddress}/rewards`,
    paged(page, order),
  );
}

/** The stake that counted, by epoch, oldest first. */
export function listStakeHistory(stakeAddress: string, page: number) {
  return ask("the stake's history", schema.accountHistorySchema, at`accounts/${stakeAddress}/history`, paged(page));
}

export function listWithdrawals(stakeAddress: string, page: number) {
  return ask("the withdrawals", schema.accountEventsSchema, at`accounts/${stakeAddress}/withdrawals`, paged(page));
}

export function listRegistrations(stakeAddress: string, page: number) {
  return ask("the registrations", schema.accountEventsSchema, at`accounts/${stakeAddress}/registrations`, paged(page));
}

export function listDelegations(stakeAddress: string, page: number) {
  return ask("the delegations", schema.accountEventsSchema, at`accounts/${stakeAddress}/delegations`, paged(page));
}

/** Instant rewards of before Conway, from reserves and treasury. */
export function listMirs(stakeAddress: string, page: number) {
  return ask("the instant rewards", schema.accountMirsSchema, at`accounts/${stakeAddress}/mirs`, paged(page));
}

export function poolMetadata(poolId: string) {
  return ask("the pool's name", schema.poolMetadataSchema, at`pools/${poolId}/metadata`);
}

export function pool(poolId: string) {
  return ask("the pool", schema.poolSchema, at`pools/${poolId}`);
}

/** What a pool did in the epochs that are over, oldest first. */
export function listPoolHistory(poolId: string, page: number) {
  return ask("the pool's history", schema.poolHistorySchema, at`pools/${poolId}/history`, paged(page));
}

/** The last registration or announcement of retirement of a pool. */
export function lastPoolUpdate(poolId: string) {
  return ask("the pool's last update", schema.poolUpdatesSchema, at`pools/${poolId}/updates`, {
    count: 1,
    page: 1,
    order: "desc",
  });
}

export function txPoolRetires(hash: string) {
  return ask("the transaction's pool retirements", schema.transactionPoolRetiresSchema, at`txs/${hash}/pool_retires`);
}

/** Unspent outputs with a token at a script, of whatever stake part; null for a script that the chain has never seen. */
export function listUnspentWith(scriptHash: CredentialHash, unit: string) {
  return listUnspentAt(toBech32("script", hexToBytes(scriptHash)), unit);
}

/** Unspent outputs with a token at one address; null for one that the chain has never seen. */
export function listUnspentAt(address: string, unit: string) {
  const path = at`addresses/${address}/utxos/${unit}`;
  return ask("the unspent outputs with a token", schema.unspentOutputsSchema, path, paged(1));
}

/** Unspent outputs at a script, of whatever stake part, the newest first; null for a script that the chain has never seen. */
export function listOutputsOf(scriptHash: CredentialHash, page: number) {
  const path = at`addresses/${toBech32("script", hexToBytes(scriptHash))}/utxos`;
  return ask("a script's unspent outputs", schema.unspentOutputsSchema, path, paged(page, "desc"));
}

export function datumCbor(hash: string) {
  return ask("the datum", schema.datumCborSchema, at`scripts/datum/${hash}/cbor`);
}

export function txCbor(hash: string) {
  return ask("the transaction's bytes", schema.transactionCborSchema, at`txs/${hash}/cbor`);
}

export function tx(hash: string) {
  return ask("the transaction", schema.transactionSchema, at`txs/${hash}`);
}

/** Where a transaction stands. */
export function txPlace(hash: string) {
  return ask("the transaction's place", schema.transactionPlaceSchema, at`txs/${hash}`);
}

export function txUtxos(hash: string) {
  return ask("the transaction's inputs and outputs", schema.transactionUtxosSchema, at`txs/${hash}/utxos`);
}

export function txMetadata(hash: string) {
  return ask("the transaction's metadata", schema.transactionMetadataSchema, at`txs/${hash}/metadata`);
}

export function txStakes(hash: string) {
  return ask("the transaction's registrations", schema.transactionStakesSchema, at`txs/${hash}/stakes`);
}

export function txDelegations(hash: string) {
  return ask("the transaction's delegations", schema.transactionDelegationsSchema, at`txs/${hash}/delegations`);
}

export function txWithdrawals(hash: string) {
  return ask("the transaction's withdrawals", schema.transactionWithdrawalsSchema, at`txs/${hash}/withdrawals`);
}

export function txMirs(hash: string) {
  return ask("the transaction's instant rewards", schema.transactionMirsSchema, at`txs/${hash}/mirs`);
}

export function asset(unit: string) {
  return ask("the token", schema.assetSchema, at`assets/${unit}`);
}

/** Transactions that moved a unit up to a height, the newest first; null for a unit that the chain has never seen. An older backend ignores the height. */
export function listAssetTransactions(unit: string, toHeight: number) {
  return ask("the token's transactions", schema.addressTransactionsSchema, at`assets/${unit}/transactions`, {
    ...paged(1, "desc"),
    to: String(toHeight),
  });
}

/** The first transaction that moved a unit; null for a unit that the chain has never seen. */
export async function firstAssetTransaction(unit: string) {
  const query = { count: 1, page: 1, order: "asc" } as const;
  const rows = await ask(
    "the token's first transaction",
    schema.addressTransactionsSchema,
    at`assets/${unit}/transactions`,
    query,
  );
  return rows?.[0] ?? null;
}

export function assetHolders(unit: string) {
  return ask("the holder of the handle", schema.assetHoldersSchema, at`assets/${unit}/addresses`, {
    count: 1,
    page: 1,
    order: "asc",
  });
}
