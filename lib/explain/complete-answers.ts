import { z } from "zod";
import { unknownTxHash } from "@/lib/ledger/raw-tx";

const looseRow = z.looseObject({
  address: z.string().optional(),
  tx_hash: z.string().nullish(),
  output_index: z.number().nullish(),
  reference: z.boolean().nullish(),
  collateral: z.boolean().nullish(),
});
const looseUtxos = z.looseObject({
  hash: z.string().optional(),
  inputs: z.array(looseRow).default([]),
  outputs: z.array(looseRow).default([]),
});
const looseTransaction = z.looseObject({ fees: z.unknown().optional() });

type Row = z.infer<typeof looseRow>;

/** `/txs/{hash}/utxos` with what a recording left out filled in, and the inputs apart that it could not resolve. */
export interface CompleteUtxos {
  readonly body: unknown;
  readonly unresolved: readonly { readonly txHash: string; readonly index: number }[];
}

/** Inputs without a reference keep their order by their index. */
function withReference(row: Row, position: number): Row {
  const { tx_hash: hash, output_index: index } = row;
  return hash == null
    ? { ...row, tx_hash: unknownTxHash, output_index: position }
    : { ...row, output_index: index ?? 0 };
}

/** Inputs that a transaction spends: collateral only where a script failed. */
function isSpent({ reference, collateral }: Row, valid: boolean): boolean {
  return reference !== true && (collateral !== true || !valid);
}

export function completeUtxos(answer: unknown, hash: string, valid: boolean): CompleteUtxos | null {
  if (answer === undefined) return null;
  const utxos = looseUtxos.parse(answer);
  const inputs = utxos.inputs.map(withReference);
  const isResolved = (row: Row) => row.address !== undefined;
  return {
    body: {
      hash,
      inputs: inputs.filter(isResolved),
      outputs: utxos.outputs.filter(isResolved).map((row, i) => ({ ...row, output_index: row.output_index ?? i })),
    },
    unresolved: inputs
      .filter((row) => !isResolved(row) && isSpent(row, valid))
      .map((row) => ({ txHash: row.tx_hash ?? unknownTxHash, index: row.output_index ?? 0 })),
  };
}

const counts = {
  stakes: "stake_cert_count",
  delegations: "delegation_count",
  withdrawals: "withdrawal_count",
  mirs: "mir_cert_count",
} as const;

export type CountedSection = keyof typeof counts;
export const countedSections: readonly CountedSection[] = ["stakes", "delegations", "withdrawals", "mirs"];

/** `/txs/{hash}` with neutral values for what was not recorded. What a section's answer does not show cannot be told. */
export function completeTransaction(
  answer: unknown,
  hash: string,
  recorded: ReadonlySet<CountedSection>,
): { readonly body: unknown; readonly hasFee: boolean } {
  const transaction = looseTransaction.parse(answer ?? {});
  const missing = countedSections.filter(
    (section) => !recorded.has(section) || transaction[counts[section]] === undefined,
  );
  return {
    hasFee: typeof transaction.fees === "string",
    body: {
      valid_contract: true,
      ...transaction,
      hash,
      fees: transaction.fees ?? "0",
      ...Object.fromEntries(missing.map((section) => [counts[section], 0])),
    },
  };
}
