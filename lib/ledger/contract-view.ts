import type { CredentialHash } from "@/lib/cardano/brand";
import { parseAddress } from "@/lib/cardano/parse-address";
import { parsePaymentAddress } from "@/lib/cardano/parse-payment-address";
import type { ParsedPaymentAddress } from "@/lib/cardano/parsed-address";
import { decodePlutusData, type PlutusData } from "@/lib/cardano/plutus-data";
import { reasonOf } from "@/lib/cardano/unreadable";
import type { SpentInput } from "@/lib/ledger/movement";
import type { OutRef, RawOutput, RawTx } from "@/lib/ledger/raw-tx";
import { spendRedeemers } from "@/lib/ledger/spend-redeemers";
import { DatumError } from "@/lib/protocols/datum";
import type { OrderKind, OrderTerms } from "@/lib/protocols/order-terms";
import { matchScript, type ScriptMatch } from "@/lib/protocols/registry";

/** An output at a script, and what a protocol's facts make of it. */
export interface ContractOutput {
  readonly ref: OutRef;
  readonly output: RawOutput;
  readonly credential: CredentialHash;
  readonly address: ParsedPaymentAddress;
  /** Null for a script that no protocol claims. */
  readonly match: ScriptMatch | null;
  /** Set where the script holds orders and the datum could be read. */
  readonly terms: OrderTerms | null;
  /** Why an order's terms are not there, in words. */
  readonly problem: string | null;
  readonly datum: PlutusData | null;
  /** What the script was told when it was spent; null where nobody knows. */
  readonly redeemer: PlutusData | null;
}

/** The scripts that a transaction touched. */
export interface ContractView {
  readonly spent: readonly ContractOutput[];
  readonly created: readonly ContractOutput[];
  /** True where every input is resolved, so that what a pool gained or lost can be told. */
  readonly isComplete: boolean;
  /** Credentials of scripts and keys known to a protocol that withdrew, which is how batchers run most pools. */
  readonly withdrawals: readonly ScriptMatch[];
}

/** Told which reader or rule is at work, before it is; what it throws ends the work. */
export type AtWork = (name: string) => void;

/** Where no script is looked at. */
export const noContracts: ContractView = { spent: [], created: [], isComplete: false, withdrawals: [] };

/** No quantity of the ledger has more than 64 bits: an order that names a larger one says nothing. */
const maxQuantity = 2n ** 64n;

type DatumReading = { readonly data: PlutusData } | { readonly problem: string };

function attempt(cborHex: string): DatumReading {
  try {
    return { data: decodePlutusData(cborHex) };
  } catch (error) {
    return { problem: `its datum cannot be read: ${reasonOf(error)}` };
  }
}

function datumOf({ datum }: RawOutput, tx: RawTx): DatumReading {
  if (datum.kind === "inline") return attempt(datum.cborHex);
  if (datum.kind === "none") return { problem: "it has no datum" };
  if (datum.kind === "unreadable") return { problem: `its datum cannot be read: ${datum.reason}` };
  const known = tx.witnessDatums.get(datum.hash);
  return known === undefined ? { problem: "of its datum only the hash is known" } : attempt(known);
}

/** Roles whose outputs wait for somebody to carry them out, and what they ask for where the script itself tells. */
const orderKindOfRole: Readonly<Record<string, OrderKind | null>> = {
  order: null,
  loan_request: "borrow",
  lend_offer: "supply",
  redemption: "repay",
};

export function isOrder({ match }: ContractOutput): boolean {
  return match !== null && Object.hasOwn(orderKindOfRole, match.fact.role);
}

/** What an order asks for, from its datum or else from its script. */
export function orderKindOf({ match, terms }: ContractOutput): OrderKind {
  return terms?.kind ?? match?.fact.orderKind ?? orderKindOfRole[match?.fact.role ?? ""] ?? "other";
}

function readTerms(
  match: ScriptMatch,
  output: RawOutput,
  reading: DatumReading,
): Pick<ContractOutput, "terms" | "problem"> {
  const { readOrder } = match.protocol;
  if (match.fact.role !== "order") return { terms: null, problem: null };
  if ("problem" in reading) return { terms: null, problem: reading.problem };
  if (readOrder === undefined) return { terms: null, problem: `orders of ${match.protocol.name} are not read yet` };
  const network = output.address.startsWith("addr_test") ? "testnet" : "mainnet";
  const kind = match.fact.orderKind ?? null;
  try {
    const terms = readOrder({ data: reading.data, value: output.value, network, kind });
    if (quantitiesOf(terms).some((quantity) => quantity > maxQuantity || quantity < -maxQuantity)) {
      return { terms: null, problem: "its datum names a quantity that no token can have" };
    }
    return { terms, problem: null };
  } catch (error) {
    // A reader that fails otherwise has a fault: it loses its own say, and no more.
    const told = error instanceof DatumError ? "its datum has another form than" : "it cannot be read by the reader of";
    return { terms: null, problem: `${told} ${match.protocol.name}'s: ${reasonOf(error)}` };
  }
}

function quantitiesOf({ offered, wanted, maxFeeLovelace, depositLovelace }: OrderTerms): bigint[] {
  const minimums = wanted.map(({ minimum }) => minimum);
  return [...(offered?.values() ?? []), ...minimums, maxFeeLovelace, depositLovelace].filter((each) => each !== null);
}

function contractOutput(
  ref: OutRef,
  output: RawOutput,
  tx: RawTx,
  redeemer: PlutusData | null,
  atWork: AtWork,
): ContractOutput[] {
  const address = parsePaymentAddress(output.address);
  if (address?.payment?.kind !== "script") return [];
  const credential = address.payment.hash;
  const match = matchScript(credential);
  // Pools and the like carry large datums that nothing here asks for.
  const isRead = match?.fact.role === "order" || match?.protocol.poolFeePath !== undefined;
  if (isRead) atWork(match.id);
  const reading = isRead ? datumOf(output, tx) : { problem: "its datum is not looked at" };
  const terms = match === null ? { terms: null, problem: null } : readTerms(match, output, reading);
  const datum = "data" in reading ? reading.data : null;
  return [{ ref, output, credential, address, match, ...terms, datum, redeemer }];
}

function redeemerReader(tx: RawTx): (ref: OutRef) => PlutusData | null {
  const redeemerOf = spendRedeemers(tx);
  return (ref) => {
    const cborHex = redeemerOf(ref);
    const reading = cborHex === null ? null : attempt(cborHex);
    return reading !== null && "data" in reading ? reading.data : null;
  };
}

function withdrawalsOf(tx: RawTx): ScriptMatch[] {
  return tx.withdrawals.flatMap(({ stakeAddress }) => {
    const parsed = parseAddress(stakeAddress);
    return (parsed.kind === "stake" ? matchScript(parsed.stake.hash) : null) ?? [];
  });
}

/** The scripts among a transaction's inputs and outputs, with what the registry and their datums tell. */
export function contractView(tx: RawTx, inputs: readonly SpentInput[], atWork: AtWork = () => undefined): ContractView {
  const redeemerOf = redeemerReader(tx);
  const created = (output: RawOutput) =>
    contractOutput({ txHash: tx.hash, index: output.index }, output, tx, null, atWork);
  return {
    spent: inputs.flatMap(({ ref, output }) =>
      output === null ? [] : contractOutput(ref, output, tx, redeemerOf(ref), atWork),
    ),
    created: tx.outputs.flatMap(created),
    isComplete: inputs.every(({ output }) => output !== null),
    withdrawals: withdrawalsOf(tx),
  };
}
