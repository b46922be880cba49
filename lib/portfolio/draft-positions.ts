import { lovelace } from "@/lib/cardano/unit";
import type { Unit } from "@/lib/cardano/brand";
import type { StakingAccount } from "@/lib/contract/staking";
import { outRefKey } from "@/lib/ledger/raw-tx";
import type { HandedOver } from "@/lib/portfolio/handed-over";
import type { OpenOrder } from "@/lib/portfolio/order-rows";
import { none, type PositionDraft } from "@/lib/portfolio/position-draft";
import { kindOfRole } from "@/lib/portfolio/position-kinds";
import type { ContractUtxo, TokenHolding } from "@/lib/portfolio/position-rows";
import { shareOf, type SharedReserves } from "@/lib/protocols/pool";
import { matchScript, matchUnit, protocolName } from "@/lib/protocols/registry";

type Pools = ReadonlyMap<Unit, SharedReserves & { readonly at: string }>;

const plain = { credential: null, about: null, debt: none, rewards: none, liquidity: null } as const;
const cardano = { id: "cardano", name: "Cardano" };

export function orderDraft(order: OpenOrder): PositionDraft {
  const { at, txHash, transactionId } = order;
  return {
    ...plain,
    walletId: order.walletId,
    kind: "order",
    protocol: { id: order.protocol, name: protocolName(order.protocol) },
    credential: order.credential,
    opened: at === null ? null : { at, txHash, transactionId },
    assets: order.locked,
  };
}

/** What lies at scripts beside the open orders, each output by itself; the tokens of a pool in it are split. */
export function contractUtxoDrafts(
  utxos: readonly ContractUtxo[],
  orders: readonly OpenOrder[],
  pools: Pools,
): PositionDraft[] {
  const shown = new Set(orders.map(({ walletId, ref }) => `${walletId} ${outRefKey(ref)}`));
  return utxos.flatMap((utxo) => {
    if (shown.has(`${utxo.walletId} ${utxo.ref}`)) return [];
    const match = matchScript(utxo.credential);
    const kind = match === null ? "locked" : kindOfRole[match.fact.role];
    const draft: PositionDraft = {
      ...plain,
      walletId: utxo.walletId,
      kind,
      protocol: match === null ? null : { id: match.id, name: match.protocol.name },
      credential: utxo.credential,
      opened: utxo.opened,
      assets: utxo.amounts,
      debt: kind === "borrow" || kind === "cdp" ? null : none,
    };
    return [kind === "farm" || kind === "locked" ? split(draft, pools) : draft];
  });
}

/** What protocols hold that no address of the wallet's shows; the tokens of a pool in it are split. */
export function handedOverDrafts(positions: readonly HandedOver[], pools: Pools): PositionDraft[] {
  return positions.map(({ walletId, protocol: id, kind, assets, debt, isMinted, opened }) => {
    const protocol = { id, name: protocolName(id) };
    const draft: PositionDraft = { ...plain, walletId, kind: kindOf(kind, isMinted), protocol, opened, assets, debt };
    return kind === "farm" ? split(draft, pools) : draft;
  });
}

function kindOf(kind: HandedOver["kind"], isMinted: boolean): PositionDraft["kind"] {
  if (kind === "debt") return isMinted ? "cdp" : "borrow";
  return kind === "farm" ? "farm" : "supply";
}

/** LP tokens at own addresses as the parts of their pools, and receipts for what was handed to a protocol. */
export function tokenDrafts(holdings: readonly TokenHolding[], pools: Pools): PositionDraft[] {
  return holdings.flatMap(({ walletId, unit, quantity, opened }) => {
    const match = matchUnit(unit);
    if (match === null) return [];
    const protocol = { id: match.id, name: match.protocol.name };
    const draft = { ...plain, walletId, protocol, opened, assets: new Map([[unit, quantity]]) };
    if (isLp(unit)) return [split({ ...draft, kind: "liquidity" }, pools)];
    if (match.fact.role !== "receipt") return [];
    return [{ ...draft, kind: match.protocol.kind === "farm" ? "farm" : "supply" }];
  });
}

/** The LP token among some units, where there is just one. */
export function lpUnitOf(units: Iterable<Unit>): Unit | null {
  const found = [...units].filter((unit) => isLp(unit));
  return found.length === 1 ? (found[0] ?? null) : null;
}

/** Whether a unit stands for a part of a pool; other tokens of such policies name or mark the pool itself. */
export function isLp(unit: Unit): boolean {
  const match = matchUnit(unit);
  if (match?.fact.role !== "lp") return false;
  return match.protocol.pools === undefined || match.protocol.pools.poolUnit(unit) !== null;
}

/** In place of an LP token both assets that it stands for; without its pool the token stays. */
function split(draft: PositionDraft, pools: Pools): PositionDraft {
  const unit = lpUnitOf(draft.assets.keys());
  if (unit === null) return draft;
  const quantity = draft.assets.get(unit) ?? 0n;
  const lp = [unit, quantity] as const;
  const pool = pools.get(unit);
  const parts = pool === undefined ? null : shareOf(pool, quantity);
  if (pool === undefined || parts === null) return { ...draft, liquidity: { lp, supply: null, at: null } };
  const assets = new Map(draft.assets);
  assets.delete(unit);
  for (const [asset, part] of parts) assets.set(asset, (assets.get(asset) ?? 0n) + part);
  return { ...draft, assets, liquidity: { lp, supply: pool.supply, at: pool.at } };
}

/** Stake with a pool, and voting power with a DRep: all lovelace of the stake key, what stands in its reward account included. */
export function stakeDrafts(accounts: readonly StakingAccount[], staked: ReadonlyMap<string, bigint>): PositionDraft[] {
  return accounts.flatMap((account) => {
    const earned = account.byKind.find(({ kind }) => kind === "rewards");
    const rewards = BigInt(earned?.withdrawable ?? 0);
    const assets = new Map([[lovelace, (staked.get(account.walletId) ?? 0n) + BigInt(account.withdrawable)]]);
    const common = { ...plain, walletId: account.walletId, protocol: cardano, assets };
    const drafts: PositionDraft[] = [];
    if (account.delegation !== null) {
      const { pool, since } = account.delegation;
      const opened = since === null ? null : { ...since, at: new Date(since.at) };
      drafts.push({ ...common, kind: "stake", about: pool, opened, rewards: new Map([[lovelace, rewards]]) });
    }
    if (account.drep !== null) {
      const [vote] = account.history.filter(({ kind }) => kind === "vote_delegation");
      const opened = vote?.drep === account.drep ? { ...vote, at: new Date(vote.at) } : null;
      drafts.push({ ...common, kind: "vote", about: { id: account.drep, ticker: null, name: null }, opened });
    }
    return drafts;
  });
}
