import { join } from "node:path";
import { explain, explainAll, type Explained } from "@/lib/explain/explain";
import type { ExplainedLine } from "@/lib/explain/line";
import { findRecordings } from "@/lib/explain/recording";
import { recordedTx, type RecordedTx } from "@/lib/explain/recorded-tx";

const root = join(process.cwd(), "../shared/cardano/recorded");

/** Every transaction at or below a folder of the recordings, as the explainer reads it. */
export function recordedTxs(folder: string): RecordedTx[] {
  return findRecordings(join(root, folder)).flatMap((recording) =>
    recording.hashes.flatMap((hash) => recordedTx(recording, hash) ?? []),
  );
}

/** What the explainer says of a folder, by transaction. */
export function explainedBy(folder: string): Map<string, ExplainedLine[]> {
  const lines = findRecordings(join(root, folder)).flatMap((recording) =>
    explain(
      recording.hashes.flatMap((hash) => recordedTx(recording, hash) ?? []),
      null,
    ),
  );
  const byTransaction = new Map<string, ExplainedLine[]>();
  for (const line of lines) byTransaction.set(line.txHash, [...(byTransaction.get(line.txHash) ?? []), line]);
  return byTransaction;
}

/** Every transaction of a folder from the side of everybody whom it concerns. */
export function explainedWallets(folder: string): Explained[] {
  return findRecordings(join(root, folder)).flatMap((recording) =>
    explainAll(
      recording.hashes.flatMap((hash) => recordedTx(recording, hash) ?? []),
      null,
    ),
  );
}
