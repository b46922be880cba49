import type { Unit } from "@/lib/cardano/brand";
import { parsePaymentAddress } from "@/lib/cardano/parse-payment-address";
import { differenceOf, sumOf, type Amounts } from "@/lib/ledger/amounts";
import type { ContractView } from "@/lib/ledger/contract-view";
import { isScriptAddress } from "@/lib/ledger/counterparty";
import type { RawOutput, RawTx } from "@/lib/ledger/raw-tx";
import type { WalletDelta } from "@/lib/ledger/wallet-delta";
import { matchScript } from "@/lib/protocols/registry";

/**
 * Outputs by which a wallet that used a pool itself paid somebody beside it. Known only where all inputs are, and where
 * what the wallet gave beyond what the pools took is to the last unit what these outputs hold.
 */
export function poolPayments(tx: RawTx, delta: WalletDelta, transfer: Amounts, view: ContractView): RawOutput[] {
  const taken = poolsGain(view);
  if (taken === null || delta.feeLovelace === null) return [];
  const { foreignInputs, foreignOutputs } = delta.movement;
  const spending = new Set(foreignInputs.map(({ address }) => address));
  const paid = foreignOutputs.filter(({ address }) => isPerson(address) && !spending.has(address));
  const beyond = differenceOf(sumOf([transfer, taken]), tx.mint);
  const left = sumOf([beyond, ...paid.map(({ value }) => value)]);
  return left.size === 0 ? paid : [];
}

/** What the pools hold more than before; null where no pool took part, or another script, or an input is not known. */
function poolsGain(view: ContractView): ReadonlyMap<Unit, bigint> | null {
  const scripts = [...view.spent, ...view.created];
  if (!view.isComplete || scripts.length === 0) return null;
  if (scripts.some(({ match }) => match?.fact.role !== "pool")) return null;
  const held = (outputs: ContractView["created"]) => sumOf(outputs.map(({ output }) => output.value));
  return differenceOf(held(view.created), held(view.spent));
}

/** A key's address that no protocol claims, as its fees' may be. */
function isPerson(address: RawOutput["address"]): boolean {
  const hash = parsePaymentAddress(address)?.payment?.hash;
  return !isScriptAddress(address) && hash !== undefined && matchScript(hash) === null;
}
