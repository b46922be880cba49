import type { Unit } from "@/lib/cardano/brand";
import type { OwnSide } from "@/lib/ledger/between-wallets";
import type { ContractView } from "@/lib/ledger/contract-view";
import type { EventLocation } from "@/lib/ledger/event-location";
import type { OrderClosing, OrderOpening } from "@/lib/ledger/order-lifecycle";
import type { WalletScope } from "@/lib/ledger/ownership";
import type { RawOutput, RawTx } from "@/lib/ledger/raw-tx";
import type { Settlement } from "@/lib/ledger/settle-orders";
import type { Entry } from "@/lib/ledger/transaction-event";
import type { WalletDelta } from "@/lib/ledger/wallet-delta";

/** What a rule may look at. */
export interface ClassificationContext {
  readonly tx: RawTx;
  readonly scope: WalletScope;
  readonly delta: WalletDelta;
  /** Change by unit without fee, deposits and withdrawals. None of them zero. */
  readonly change: ReadonlyMap<Unit, bigint>;
  /** The same without what is told apart as minted or burned, too: what came from or went to others. None of them zero. */
  readonly transfer: ReadonlyMap<Unit, bigint>;
  /** The wallet signed, or a key with its stake credential spent. */
  readonly acted: boolean;
  /** The scripts that took part. */
  readonly view: ContractView;
  /** Orders that were consumed: the wallet's own, and everybody else's. */
  readonly ownSettlements: readonly Settlement[];
  readonly otherSettlements: readonly Settlement[];
  /** The wallet's own orders that came to stand at a script, but for the rests of partly filled ones. */
  readonly ownOrders: readonly OrderOpening[];
  /** How its own orders ended. */
  readonly ownClosings: readonly OrderClosing[];
  /** What it paid to others beside a pool that it used itself; not in the transfer. */
  readonly paidOutputs: readonly RawOutput[];
  /** Where the wallet's own part comes from and goes to. */
  readonly home: EventLocation;
  /** What became of its orders, what was achieved before what was begun. */
  readonly orderEntries: readonly Entry[];
  /** What the ledger itself did for its keys. */
  readonly ledgerEntries: readonly Entry[];
  /** Set where other wallets of the person's take part, which `scope` and `delta` then hold too: the side that is told. */
  readonly side: OwnSide | null;
}
