import type { OrderKind, OrderReader } from "@/lib/protocols/order-terms";
import type { PoolReader } from "@/lib/protocols/pool";

type ProtocolKind =
  | "dex"
  | "aggregator"
  | "farm"
  | "staking"
  | "lending"
  | "cdp"
  | "perpetuals"
  | "nft"
  | "bridge"
  | "distribution"
  | "treasury"
  | "wallet";

/** What value at a script is for. */
export type ScriptRole =
  | "order"
  | "pool"
  | "factory"
  | "batcher"
  | "expired_order_cancel"
  | "farm"
  | "staking"
  | "vesting"
  | "lock"
  | "launchpad"
  | "vault"
  | "action"
  | "market"
  | "loan"
  | "loan_request"
  | "lend_offer"
  | "repayment"
  | "liquidation"
  | "cdp"
  | "cdp_creator"
  | "stability_pool"
  | "redemption"
  | "bond"
  | "position"
  | "listing"
  | "offer"
  | "claim"
  | "bridge"
  | "oracle"
  | "governance"
  | "treasury"
  | "settings"
  | "stake_key"
  | "wallet"
  | "other";

/** What a token of a policy stands for. */
type PolicyRole =
  | "lp"
  | "receipt"
  | "position"
  | "synthetic"
  | "bridged"
  | "token"
  | "nft"
  | "pool_nft"
  | "factory"
  | "auth"
  | "license"
  | "other";

/** How sure a fact is: `A` several sources or the makers' own, `B` two, `C` one (taken only where it is asked for or seen). */
type Grade = "A" | "B" | "C";

interface Fact {
  readonly grade: Grade;
  /** Where it is written: repository and path, or table. */
  readonly source: string;
  readonly note?: string;
}

/** Credentials that play one role: payment scripts, and where `use` says so stake scripts or keys. */
export interface ScriptFact extends Fact {
  readonly role: ScriptRole;
  readonly use?: "stake" | "key";
  /** What an order at these scripts asks for, where the script itself tells. */
  readonly orderKind?: OrderKind;
  readonly hashes: readonly string[];
}

export interface PolicyFact extends Fact {
  readonly role: PolicyRole;
  readonly hashes: readonly string[];
}

/** A protocol in one deployment, as data. Matched by script credential, never by whole address: orders carry their owner's stake part. */
export interface Protocol {
  readonly id: string;
  readonly name: string;
  readonly kind: ProtocolKind;
  readonly site: string;
  readonly metadataLabels?: readonly string[];
  readonly scripts: readonly ScriptFact[];
  readonly policies: readonly PolicyFact[];
  /** Reads the datum of a script with role `order`. */
  readonly readOrder?: OrderReader;
  /** Constructor of the redeemer by which an order's owner takes it back. */
  readonly cancelAlternative?: number;
  /** Constructor of the redeemer by which anybody may give an expired order back. */
  readonly expireAlternative?: number;
  /** Charged to each order that is carried out, where its datum does not say; lovelace. */
  readonly batcherFeeLovelace?: bigint;
  /** What the pool's datum says of protocol fees that lie among its lovelace, as a path of fields. */
  readonly poolFeePath?: readonly number[];
  /** For protocols whose LP tokens stand for a part of one pool; its scripts have the role `pool`. */
  readonly pools?: PoolReader;
}
