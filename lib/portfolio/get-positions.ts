import "server-only";
import type { z } from "zod";
import { derived } from "@/lib/cache/derived";
import { adaDecimals, formatAmount } from "@/lib/cardano/amount";
import type { Unit } from "@/lib/cardano/brand";
import { lovelace } from "@/lib/cardano/unit";
import { positionsAnswer, type Position, type PositionsAnswer, type positionsQuery } from "@/lib/contract/positions";
import type { Amounts } from "@/lib/ledger/amounts";
import { lookupReserves } from "@/lib/market/lookup-reserves";
import { valueText } from "@/lib/market/decimal-text";
import { againstHolding, type AgainstHolding } from "@/lib/portfolio/against-holding";
import {
  handedOverDrafts,
  isLp,
  contractUtxoDrafts,
  lpUnitOf,
  orderDraft,
  stakeDrafts,
  tokenDrafts,
} from "@/lib/portfolio/draft-positions";
import { getStaking } from "@/lib/portfolio/get-staking";
import { getAdaAllocation } from "@/lib/portfolio/get-ada-allocation";
import { readHandedOver } from "@/lib/portfolio/handed-over";
import { liquidityKey, readHandedToPools } from "@/lib/portfolio/liquidity-rows";
import { openOrders } from "@/lib/portfolio/order-rows";
import { none, type PositionDraft } from "@/lib/portfolio/position-draft";
import { readHoldingsOf, readContractUtxos, readStaked } from "@/lib/portfolio/position-rows";
import { requireWallet } from "@/lib/portfolio/require-wallet";
import { readTokenColumns } from "@/lib/portfolio/read-token-columns";
import { namedAmounts, type TokenColumns } from "@/lib/portfolio/token-name";
import { protocols } from "@/lib/protocols/registry";
import type { Protocol } from "@/lib/protocols/protocol";

type Query = z.output<typeof positionsQuery>;
type Tokens = ReadonlyMap<string, TokenColumns>;

/**
 * What the user has at work: open orders, liquidity, what lies at protocols' scripts, stake and vote; and where all ADA
 * is. Throws `not_found` for anybody else's wallet.
 */
export async function getPositions(userId: string, query: Query): Promise<PositionsAnswer> {
  const walletId = query.wallet ?? null;
  if (walletId !== null) await requireWallet(userId, walletId);
  return derived(userId, `positions:${walletId ?? "all"}`, positionsAnswer, async () => {
    const [positions, ada] = await Promise.all([readPositions(userId, query), getAdaAllocation(userId, query)]);
    const isOther = ({ kind }: Position) => kind === "locked" || kind === "vote";
    return positionsAnswer.parse({
      positions: positions.filter((each) => !isOther(each)),
      others: positions.filter(isOther),
      ada,
    });
  });
}

/** Of tokens that stand for something handed to a protocol. */
const standInPolicies = protocols.flatMap(({ policies }: Protocol) =>
  policies.flatMap(({ role, hashes }) => (role === "lp" || role === "receipt" ? hashes : [])),
);

async function readPositions(userId: string, query: Query): Promise<Position[]> {
  const walletId = query.wallet ?? null;
  const [orders, utxos, standIns, handedOver, staking] = await Promise.all([
    openOrders(userId, walletId),
    readContractUtxos(userId, walletId),
    readHoldingsOf(userId, walletId, standInPolicies),
    readHandedOver(userId, walletId),
    getStaking(userId, query),
  ]);
  const delegated = staking.accounts.filter(({ delegation, drep }) => delegation !== null || drep !== null);
  const staked = await readStaked(
    userId,
    delegated.map((account) => account.walletId),
  );
  const held = standIns.flatMap(({ unit }) => (isLp(unit) ? [unit] : []));
  const [pools, handedToPools] = await Promise.all([
    lookupReserves(userId, [
      ...held,
      ...utxos.flatMap(({ amounts }) => lpUnitOf(amounts.keys()) ?? []),
      ...handedOver.flatMap(({ assets }) => lpUnitOf(assets.keys()) ?? []),
    ]),
    readHandedToPools(userId, held),
  ]);
  const drafts = [
    ...orders.map(orderDraft),
    ...tokenDrafts(standIns, pools),
    ...contractUtxoDrafts(utxos, orders, pools),
    ...handedOverDrafts(handedOver, pools),
    ...stakeDrafts(delegated, staked),
  ];
  const tokens = await readTokenColumns(drafts.flatMap(unitsOf));
  return drafts.map((draft) => positionOf(draft, tokens, against(draft, pools, handedToPools)));
}

/** Liquidity of the wallet's own, compared with having kept what was put in. */
function against(
  { kind, walletId, assets, liquidity }: PositionDraft,
  pools: Awaited<ReturnType<typeof lookupReserves>>,
  handed: Awaited<ReturnType<typeof readHandedToPools>>,
): AgainstHolding | null {
  if (kind !== "liquidity" || liquidity?.supply == null) return null;
  const [lp, quantity] = liquidity.lp;
  const pool = pools.get(lp);
  const reserves = pool?.isEven === true ? pool.reserves : null;
  return againstHolding({ lp, quantity, parts: assets, reserves }, handed.get(liquidityKey(walletId, lp)));
}

function unitsOf({ assets, debt, rewards, liquidity }: PositionDraft): Unit[] {
  const units = [assets, debt ?? none, rewards].flatMap((amounts) => [...amounts.keys()]);
  return [...units, ...(liquidity === null ? [] : [liquidity.lp[0]])].filter((unit) => unit !== lovelace);
}

function positionOf(draft: PositionDraft, tokens: Tokens, compared: AgainstHolding | null): Position {
  const { walletId, kind, credential, about, protocol, opened, assets, debt, rewards, liquidity } = draft;
  return {
    walletId,
    kind,
    protocol: protocol?.id ?? null,
    protocolName: protocol?.name ?? null,
    credential,
    about,
    openedAt: opened?.at.toISOString() ?? null,
    txHash: opened?.txHash ?? null,
    transactionId: opened?.transactionId ?? null,
    assets: namedAmounts(assets, tokens),
    debt: namedAmounts(debt ?? none, tokens),
    debtKnown: debt !== null,
    value: adaValue(assets),
    health: null,
    rewards: namedAmounts(rewards, tokens),
    liquidity: liquidity === null ? null : liquidityOf(liquidity, tokens, compared),
  };
}

/** No price is known here: what holds anything but ADA has no value yet. */
function adaValue(assets: Amounts): string | null {
  if ([...assets.keys()].some((unit) => unit !== lovelace)) return null;
  return formatAmount(assets.get(lovelace) ?? 0n, adaDecimals);
}

const shareDecimals = 6;

function liquidityOf(
  { lp: [unit, quantity], supply, at }: NonNullable<PositionDraft["liquidity"]>,
  tokens: Tokens,
  compared: AgainstHolding | null,
) {
  const [lp] = namedAmounts(new Map([[unit, quantity]]), tokens);
  if (lp === undefined) throw new Error("a map of one without an entry");
  const millionths = supply === null ? null : (quantity * 10n ** BigInt(shareDecimals)) / supply;
  return {
    lp,
    supply: supply?.toString() ?? null,
    share: millionths === null ? null : formatAmount(millionths, shareDecimals),
    at,
    againstHolding: compared && {
      differences: namedAmounts(compared.differences, tokens),
      share: compared.share && valueText(compared.share),
    },
  };
}
