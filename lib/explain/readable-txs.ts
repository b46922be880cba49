import { recordedTx, type RecordedTx } from "@/lib/explain/recorded-tx";
import type { Recording } from "@/lib/explain/recording";

/** The transactions of a recording. One that cannot be read is said so and does not stop the others. */
export function readableTxs(recording: Recording): RecordedTx[] {
  return recording.hashes.flatMap((hash) => {
    try {
      return recordedTx(recording, hash) ?? [];
    } catch (error) {
      console.error(`${hash} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
      return [];
    }
  });
}
