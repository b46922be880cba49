import { parsePaymentAddress } from "@/lib/cardano/parse-payment-address";
import { lovelace } from "@/lib/cardano/unit";
import type { Movement } from "@/lib/ledger/movement";
import { ownsKey, type WalletScope } from "@/lib/ledger/ownership";
import type { RawOutput, RawTx } from "@/lib/ledger/raw-tx";
import { ownScripts, spendsByWill } from "@/lib/ledger/verify-keys";

/** Why the cheap data cannot be exact, so that the full inputs must be asked for. */
export type FullInputsReason =
  /** An input belongs to the wallet's history, but its transaction could not be read. */
  | "unreadable_input"
  /** Somebody else signed too, and inputs are unknown: whether they paid part of the fee is open. */
  | "payer_unknown"
  /** A failed script whose body does not say how much collateral was taken. */
  | "collateral_unknown";

/** The fee where this wallet paid it, null where it did not; or why that cannot be told yet. */
export type FeeAttribution = { readonly feeLovelace: bigint | null } | { readonly needs: FullInputsReason };

const notOurs: FeeAttribution = { feeLovelace: null };

function isScript(output: RawOutput): boolean {
  return parsePaymentAddress(output.address)?.payment?.kind === "script";
}

/** Keys that may sign without being somebody else's. */
function hasForeignSigner(tx: RawTx, scope: WalletScope, movement: Movement): boolean {
  if (tx.signers === null) return true;
  const own = new Set([...movement.ownInputs, ...movement.ownOutputs].map(({ payment }) => payment));
  // A bootstrap witness shows as a key and as a root, of which only the root is in the address.
  const byronInputs = movement.ownInputs.filter(({ paymentKind }) => paymentKind === "byron").length;
  const ofScripts = new Set(ownScripts(tx, scope, movement).flatMap(({ keys }) => keys));
  const isOwn = (key: (typeof tx.signers)[number]) => own.has(key) || ofScripts.has(key) || ownsKey(key, scope);
  const foreign = tx.signers.filter((key) => !isOwn(key)).length;
  return foreign > (byronInputs > 0 ? 1 : 0);
}

/** What a failed transaction took, from its inputs where its body does not say. */
function feeOf(tx: RawTx, movement: Movement): bigint | null {
  if (tx.feeLovelace !== null) return tx.feeLovelace;
  if (movement.unresolvedInputs.length > 0) return null;
  const spent = [...movement.ownInputs.map(({ output }) => output), ...movement.foreignInputs];
  const sum = (outputs: readonly RawOutput[]) =>
    outputs.reduce((all, output) => all + (output.value.get(lovelace) ?? 0n), 0n);
  return sum(spent) - sum(tx.outputs);
}

/**
 * Whether this wallet paid the fee: it does where every input that a key controls is its own. Inputs that are not
 * resolved must be scripts' where only own keys signed, as each input of a key needs that key's signature.
 */
export function attributeFee(tx: RawTx, scope: WalletScope, movement: Movement, isSigned: boolean): FeeAttribution {
  if (movement.unreadableInputs.length > 0) return { needs: "unreadable_input" };
  if (!spendsByWill(tx, movement) && !(movement.ownInputs.length > 0 && isSigned)) return notOurs;
  if (movement.foreignInputs.some((output) => !isScript(output))) return notOurs;
  if (movement.unresolvedInputs.length > 0 && hasForeignSigner(tx, scope, movement)) return { needs: "payer_unknown" };
  const feeLovelace = feeOf(tx, movement);
  return feeLovelace === null ? { needs: "collateral_unknown" } : { feeLovelace };
}
