import type { PaymentAddress } from "@/lib/cardano/brand";
import { parsePaymentAddress } from "@/lib/cardano/parse-payment-address";
import { lovelace } from "@/lib/cardano/unit";
import type { TransactionDetail } from "@/lib/contract/transaction-detail";
import type { RawInput, RawOutput, RawTx, Value } from "@/lib/ledger/raw-tx";
import type { Place } from "@/lib/portfolio/own-addresses";
import { matchScript } from "@/lib/protocols/registry";
import { namedAmounts, type TokenColumns } from "@/lib/portfolio/token-name";

/** What a detail needs beside the transaction itself. */
export interface DetailContext {
  readonly places: ReadonlyMap<string, Place>;
  readonly tokens: ReadonlyMap<string, TokenColumns>;
}

type Parts = Pick<TransactionDetail, "inputs" | "outputs" | "certificates" | "metadata">;
type Amounts = TransactionDetail["outputs"][number]["amounts"];

/** Inputs, outputs, certificates and metadata as the contract shows them; an input that nobody knows has no address. */
export function detailView(tx: RawTx, context: DetailContext): Parts {
  return {
    inputs: tx.inputs.map((input) => inputView(input, context)),
    outputs: tx.outputs.map((output) => outputView(output, context)),
    certificates: tx.certificates.map(({ index, kind, stakeAddress, poolId, drep, depositLovelace }) => {
      return { index, kind, stakeAddress, poolId, drep, deposit: depositLovelace?.toString() ?? null };
    }),
    metadata: [...(tx.metadata ?? [])].map(([label, json]) => ({ label, json })),
  };
}

function inputView({ ref, resolved }: RawInput, context: DetailContext): Parts["inputs"][number] {
  return {
    txHash: ref.txHash,
    index: ref.index,
    address: resolved?.address ?? null,
    amounts: resolved === null ? null : amountsOf(resolved.value, context.tokens),
    ...whoseIs(resolved?.address ?? null, context),
  };
}

function outputView({ index, address, value }: RawOutput, context: DetailContext): Parts["outputs"][number] {
  return { index, address, amounts: amountsOf(value, context.tokens), ...whoseIs(address, context) };
}

function whoseIs(address: PaymentAddress | null, { places }: DetailContext) {
  const place = address === null ? null : (places.get(address) ?? null);
  const payment = address === null ? null : (parsePaymentAddress(address)?.payment ?? null);
  const match = payment?.kind === "script" ? matchScript(payment.hash) : null;
  const contract = match === null ? null : `${match.protocol.name} ${match.fact.role.replaceAll("_", " ")}`;
  return { own: place !== null, place, contract };
}

function amountsOf(value: Value, tokens: DetailContext["tokens"]): Amounts {
  return namedAmounts(
    [...value].sort(([a], [b]) => unitOrder(a, b)),
    tokens,
  );
}

function unitOrder(a: string, b: string): number {
  if (a === lovelace || b === lovelace) return Number(b === lovelace) - Number(a === lovelace);
  return a < b ? -1 : 1;
}
