import "server-only";
import { BlockfrostServerError } from "@blockfrost/blockfrost-js";
import { hexToBytes } from "@noble/hashes/utils.js";
import { ask } from "@/lib/blockfrost/ask";
import { blockfrost } from "@/lib/blockfrost/client";
import type { CredentialHash } from "@/lib/cardano/brand";
import { toBech32 } from "@/lib/cardano/format-address";
import * as schema from "@/lib/blockfrost/schemas";

/** Rows that one list call can bring. */
export const pageSize = 100;

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
  const paging = { count: pageSize, page, order: "asc" as const };
  const cursor = from === null ? {} : { from: `${String(from.height)}:${String(from.txIndex)}` };
  return kind === "account"
    ? ask("the account's transactions", schema.accountTransactionsSchema, () =>
        blockfrost().accountsTransactions(subject, paging, cursor),
      )
    : ask("the address' transactions", schema.addressTransactionsSchema, () =>
        blockfrost().addressesTransactions(subject, paging, cursor),
      );
}

/** Unspent outputs of the subject; null for one that the chain has never seen. */
export function listUnspent({ kind, subject }: Subject, page: number) {
  const paging = { count: pageSize, page, order: "asc" as const };
  return ask("the unspent outputs", schema.unspentOutputsSchema, () =>
    kind === "account" ? blockfrost().accountsUtxos(subject, paging) : blockfrost().addressesUtxos(subject, paging),
  );
}

/** How many transactions the subject has; null for one that was never seen, `refused` for one too large to be summed. */
export async function countTransactions({ kind, subject }: Subject): Promise<number | "refused" | null> {
  try {
    const totals = await ask("the number of transactions", schema.totalSchema, () =>
      kind === "account" ? blockfrost().accountsAddressesTotal(subject) : blockfrost().addressesTotal(subject),
    );
    return totals?.tx_count ?? null;
  } catch (error) {
    if (error instanceof Error && error.cause instanceof BlockfrostServerError && error.cause.status_code === 400)
      return "refused";
    throw error;
  }
}

export function latestBlock() {
  return ask("the latest block", schema.tipSchema, () => blockfrost().blocksLatest());
}

/** The block that stands at a height now; null above the tip. */
export function blockAt(height: number) {
  return ask("a block", schema.blockSchema, () => blockfrost().blocks(height));
}

/** What is voted on: of an epoch that has begun. */
export function epochParameters(epoch: number) {
  return ask("the epoch's parameters", schema.epochParametersSchema, () => blockfrost().epochsParameters(epoch));
}

export function account(stakeAddress: string) {
  return ask("the account", schema.accountSchema, () => blockfrost().accounts(stakeAddress));
}

export function listRewards(stakeAddress: string, page: number, order: "asc" | "desc") {
  return ask("the staking rewards", schema.accountRewardsSchema, () =>
    blockfrost().accountsRewards(stakeAddress, { count: pageSize, page, order }),
  );
}

export function listWithdrawals(stakeAddress: string, page: number) {
  return ask("the withdrawals", schema.accountEventsSchema, () =>
    blockfrost().accountsWithdrawals(stakeAddress, { count: pageSize, page }),
  );
}

export function listRegistrations(stakeAddress: string, page: number) {
  return ask("the registrations", schema.accountEventsSchema, () =>
    blockfrost().accountsRegistrations(stakeAddress, { count: pageSize, page }),
  );
}

export function listDelegations(stakeAddress: string, page: number) {
  return ask("the delegations", schema.accountEventsSchema, () =>
    blockfrost().accountsDelegations(stakeAddress, { count: pageSize, page }),
  );
}

/** Instant rewards of before Conway, from reserves and treasury. */
export function listMirs(stakeAddress: string, page: number) {
  return ask("the instant rewards", schema.accountMirsSchema, () =>
    blockfrost().accountsMirs(stakeAddress, { count: pageSize, page }),
  );
}

export function poolMetadata(poolId: string) {
  return ask("the pool's name", schema.poolMetadataSchema, () => blockfrost().poolMetadata(poolId));
}

export function pool(poolId: string) {
  return ask("the pool", schema.poolSchema, () => blockfrost().poolsById(poolId));
}

/** The last registration or announcement of retirement of a pool. */
export function lastPoolUpdate(poolId: string) {
  return ask("the pool's last update", schema.poolUpdatesSchema, () =>
    blockfrost().poolsByIdUpdates(poolId, { count: 1, page: 1, order: "desc" }),
  );
}

export function txPoolRetires(hash: string) {
  return ask("the transaction's pool retirements", schema.transactionPoolRetiresSchema, () =>
    blockfrost().txsPoolRetires(hash),
  );
}

/** Unspent outputs with a token at a script, of whatever stake part; null for a script that the chain has never seen. */
export function listUnspentWith(scriptHash: CredentialHash, unit: string) {
  const address = toBech32("script", hexToBytes(scriptHash));
  return ask("the unspent outputs with a token", schema.unspentOutputsSchema, () =>
    blockfrost().addressesUtxosAsset(address, unit, { count: pageSize, page: 1 }),
  );
}

/** Unspent outputs with a token at one address; null for one that the chain has never seen. */
export function listUnspentAt(address: string, unit: string) {
  return ask("the unspent outputs with a token", schema.unspentOutputsSchema, () =>
    blockfrost().addressesUtxosAsset(address, unit, { count: pageSize, page: 1 }),
  );
}

export function datumCbor(hash: string) {
  return ask("the datum", schema.datumCborSchema, () => blockfrost().scriptsDatumCbor(hash));
}

export function txCbor(hash: string) {
  return ask("the transaction's bytes", schema.transactionCborSchema, () => blockfrost().txsCbor(hash));
}

export function tx(hash: string) {
  return ask("the transaction", schema.transactionSchema, () => blockfrost().txs(hash));
}

/** Where a transaction stands. */
export function txPlace(hash: string) {
  return ask("the transaction's place", schema.transactionPlaceSchema, () => blockfrost().txs(hash));
}

export function txUtxos(hash: string) {
  return ask("the transaction's inputs and outputs", schema.transactionUtxosSchema, () => blockfrost().txsUtxos(hash));
}

export function txMetadata(hash: string) {
  return ask("the transaction's metadata", schema.transactionMetadataSchema, () => blockfrost().txsMetadata(hash));
}

export function txStakes(hash: string) {
  return ask("the transaction's registrations", schema.transactionStakesSchema, () => blockfrost().txsStakes(hash));
}

export function txDelegations(hash: string) {
  return ask("the transaction's delegations", schema.transactionDelegationsSchema, () =>
    blockfrost().txsDelegations(hash),
  );
}

export function txWithdrawals(hash: string) {
  return ask("the transaction's withdrawals", schema.transactionWithdrawalsSchema, () =>
    blockfrost().txsWithdrawals(hash),
  );
}

export function txMirs(hash: string) {
  return ask("the transaction's instant rewards", schema.transactionMirsSchema, () => blockfrost().txsMirs(hash));
}

export function asset(unit: string) {
  return ask("the token", schema.assetSchema, () => blockfrost().assetsById(unit));
}

export function assetHolders(unit: string) {
  return ask("the holder of the handle", schema.assetHoldersSchema, () =>
    blockfrost().assetsAddresses(unit, { count: 1, page: 1 }),
  );
}
