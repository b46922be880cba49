import { isRecorded, previewWallets, readRecorded, recordedNames } from "./recorded-files";

/** A recorded transaction with its bytes; `time` is missing where the recording does not know the block. */
export interface RecordedBytes {
  readonly name: string;
  readonly cbor: string;
  readonly time: Date | null;
}

const mainnetFolders = ["amaru-treasury", "scalus-mainnet-blocks"];

function readFolder(folder: string): RecordedBytes[] {
  return recordedNames(`${folder}/cbor`).map((hash) => {
    const { cbor } = readRecorded(`${folder}/cbor/${hash}.json`) as { cbor: string };
    const file = `${folder}/txs/${hash}.json`;
    const { block_time: seconds } = isRecorded(file) ? (readRecorded(file) as { block_time?: number }) : {};
    return { name: `${folder}/${hash}`, cbor, time: seconds === undefined ? null : new Date(seconds * 1000) };
  });
}

/** Every transaction whose bytes are recorded. */
export const recordedBytes = {
  mainnet: () => mainnetFolders.flatMap(readFolder),
  preview: () => previewWallets().flatMap(readFolder),
} as const;
