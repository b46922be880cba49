import type { CredentialHash, Unit } from "@/lib/cardano/brand";
import { parseTxHash } from "@/lib/cardano/parse-tx-hash";
import { parseUnit } from "@/lib/cardano/unit";
import type { Amounts } from "@/lib/ledger/amounts";
import type { OrderClosing, OrderOpening } from "@/lib/ledger/order-lifecycle";
import { outRefKey, type OutRef } from "@/lib/ledger/raw-tx";
import type { OrderOutcome } from "@/lib/ledger/settle-orders";
import type { OrderKind } from "@/lib/protocols/order-terms";
import type { ProtocolId } from "@/lib/protocols/registry";

/** Quantities as JSON holds them: unit → decimal string. */
type AmountColumn = Readonly<Record<string, string>>;

/** One row of `order_opening`, beside its ids. */
export interface OpeningColumns {
  readonly ref: string;
  readonly protocol: ProtocolId;
  readonly kind: OrderKind;
  readonly credential: CredentialHash;
  readonly own_stake: boolean;
  readonly locked: AmountColumn;
  readonly offered: AmountColumn | null;
  readonly wanted: readonly { readonly unit: string | null; readonly minimum: string | null }[];
}

/** One row of `order_closing`, beside its ids. */
export interface ClosingColumns {
  readonly ref: string;
  readonly protocol: ProtocolId;
  readonly kind: OrderKind;
  readonly outcome: OrderOutcome;
  readonly gave: AmountColumn;
  readonly got: AmountColumn;
  readonly batcher_fee: string | null;
  readonly deposit_returned: string;
  readonly continued_as: string | null;
}

function toColumn(amounts: Amounts): AmountColumn {
  return Object.fromEntries([...amounts].map(([unit, quantity]) => [unit, quantity.toString()]));
}

function fromColumn(column: AmountColumn): Map<Unit, bigint> {
  return new Map(Object.entries(column).map(([unit, quantity]) => [parseUnit(unit), BigInt(quantity)]));
}

/** The reference that a key of `outRefKey` spells. */
function refOf(key: string): OutRef {
  const [hash = "", index = ""] = key.split("#");
  return { txHash: parseTxHash(hash), index: Number(index) };
}

export function openingColumns({
  ref,
  protocol,
  kind,
  credential,
  ownStake,
  locked,
  offered,
  wanted,
}: OrderOpening): OpeningColumns {
  return {
    ref: outRefKey(ref),
    protocol,
    kind,
    credential,
    own_stake: ownStake,
    locked: toColumn(locked),
    offered: offered === null ? null : toColumn(offered),
    wanted: wanted.map(({ unit, minimum }) => ({ unit, minimum: minimum?.toString() ?? null })),
  };
}

export function closingColumns(closing: OrderClosing): ClosingColumns {
  return {
    ref: outRefKey(closing.ref),
    protocol: closing.protocol,
    kind: closing.kind,
    outcome: closing.outcome,
    gave: toColumn(closing.gave),
    got: toColumn(closing.got),
    batcher_fee: closing.batcherFeeLovelace?.toString() ?? null,
    deposit_returned: closing.depositReturnedLovelace.toString(),
    continued_as: closing.continuedAs === null ? null : outRefKey(closing.continuedAs),
  };
}

export function openingFrom({ own_stake: ownStake, ...columns }: OpeningColumns): OrderOpening {
  return {
    ...columns,
    ownStake,
    ref: refOf(columns.ref),
    locked: fromColumn(columns.locked),
    offered: columns.offered === null ? null : fromColumn(columns.offered),
    wanted: columns.wanted.map(({ unit, minimum }) => ({
      unit: unit === null ? null : parseUnit(unit),
      minimum: minimum === null ? null : BigInt(minimum),
    })),
  };
}

export function closingFrom(columns: ClosingColumns): OrderClosing {
  return {
    ref: refOf(columns.ref),
    protocol: columns.protocol,
    kind: columns.kind,
    outcome: columns.outcome,
    gave: fromColumn(columns.gave),
    got: fromColumn(columns.got),
    batcherFeeLovelace: columns.batcher_fee === null ? null : BigInt(columns.batcher_fee),
    depositReturnedLovelace: BigInt(columns.deposit_returned),
    continuedAs: columns.continued_as === null ? null : refOf(columns.continued_as),
  };
}
