import "server-only";
import type { Unit } from "@/lib/cardano/brand";
import { userDb } from "@/lib/db";
import type { Action } from "@/lib/ledger/action";
import { sizesOf } from "@/lib/ledger/amounts";
import { familyOf } from "@/lib/ledger/position-legs";
import { correctionJoin, unsaidAction } from "@/lib/corrections/event-action-sql";
import type { Opened } from "@/lib/portfolio/position-draft";

/** Kinds that stand for themselves. Liquidity is shown by its tokens; what lies at a market or a lock may be another's by now. */
type HandedOverKind = "farm" | "supply" | "debt" | "stability";

/** What a protocol holds for a wallet, as its legs tell: neither an address nor a token of the wallet's shows it. */
export interface HandedOver {
  readonly walletId: string;
  readonly protocol: string;
  readonly kind: HandedOverKind;
  readonly assets: ReadonlyMap<Unit, bigint>;
  readonly debt: ReadonlyMap<Unit, bigint>;
  /** Whether what is owed was minted for it. */
  readonly isMinted: boolean;
  readonly opened: Opened;
}

interface Row {
  readonly walletId: string;
  readonly protocol: string;
  readonly kind: HandedOverKind;
  readonly unit: Unit;
  readonly quantity: string;
  readonly isMinted: boolean;
  readonly at: Date;
  readonly txHash: string;
  readonly transactionId: string;
}

/** These end a debt, or what was put in for others' debts: what its legs are left with then is its gain or loss. */
const endings: readonly Action[] = ["lend_repay", "cdp_close", "liquidation", "stability_withdraw"];
const mintings: readonly Action[] = ["cdp_open", "cdp_adjust"];

/**
 * What was handed over and not taken back, one for each protocol and kind; oldest first. A leg that a person calls something
 * else is none of it.
 */
export async function readHandedOver(userId: string, walletId: string | null): Promise<HandedOver[]> {
  const actions = Object.keys(familyOf);
  const rows = await userDb(userId).$queryRaw<Row[]>`
    WITH leg AS (
      SELECT e.wallet_id, e.location, e.unit, e.quantity, coalesce(c.action, said.action) AS action, ARRAY[t.block_height, t.tx_index] AS place,
        t.tx_timestamp, t.tx_hash, t.id
      FROM transaction_event e JOIN transaction t ON t.id = e.transaction_id AND t.user_id = e.user_id
      CROSS JOIN LATERAL (SELECT ${unsaidAction} AS action) said ${correctionJoin}
      WHERE e.user_id = ${userId}::uuid AND (${walletId}::uuid IS NULL OR e.wallet_id = ${walletId}::uuid)
        AND e.location LIKE 'position:%' AND split_part(e.location, ':', 4) = '' AND split_part(e.location, ':', 3) IN ('farm', 'supply', 'debt', 'stability')
    ),
    ended AS (
      SELECT wallet_id, location, max(place) AS place FROM leg WHERE action = ANY(${[...endings]}::text[]) GROUP BY 1, 2
    ),
    standing AS (
      SELECT l.*, sum(l.quantity) OVER (PARTITION BY l.wallet_id, l.location, l.unit ORDER BY l.place) AS held
      FROM leg l LEFT JOIN ended USING (wallet_id, location)
      WHERE l.action = ANY(${actions}::text[]) AND (ended.place IS NULL OR l.place > ended.place)
    ),
    emptied AS (
      SELECT wallet_id, location, unit, max(place) AS place FROM standing WHERE held = 0 GROUP BY 1, 2, 3
    )
    SELECT s.wallet_id AS "walletId", split_part(s.location, ':', 2) AS protocol, split_part(s.location, ':', 3) AS kind, s.unit,
      sum(s.quantity)::text AS quantity, bool_or(s.action = ANY(${[...mintings]}::text[])) AS "isMinted", min(s.tx_timestamp) AS at,
      (array_agg(s.tx_hash ORDER BY s.place))[1] AS "txHash", (array_agg(s.id ORDER BY s.place))[1] AS "transactionId"
    FROM standing s LEFT JOIN emptied x USING (wallet_id, location, unit)
    WHERE x.place IS NULL OR s.place > x.place
    GROUP BY s.wallet_id, s.location, s.unit HAVING sum(s.quantity) <> 0
    ORDER BY at, s.location, s.unit`;
  return byPosition(rows);
}

function byPosition(rows: readonly Row[]): HandedOver[] {
  const groups = new Map<string, [Row, ...Row[]]>();
  for (const row of rows) {
    const key = `${row.walletId} ${row.protocol} ${row.kind}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  return [...groups.values()].flatMap((group) => {
    const [{ walletId, protocol, kind, at, txHash, transactionId }] = group;
    const assets = sizesOf(amountsOf(group), "positive");
    // Of anything but a debt more came back than went in: that is its gain.
    const debt = kind === "debt" ? sizesOf(amountsOf(group), "negative") : new Map<Unit, bigint>();
    if (assets.size + debt.size === 0) return [];
    const isMinted = group.some((row) => row.isMinted);
    return [{ walletId, protocol, kind, assets, debt, isMinted, opened: { at, txHash, transactionId } }];
  });
}

function amountsOf(group: readonly Row[]): Map<Unit, bigint> {
  return new Map(group.map(({ unit, quantity }) => [unit, BigInt(quantity)]));
}
