import { hexToBytes } from "@noble/hashes/utils.js";
import { describe, expect, it } from "vitest";
import { blake2b256 } from "@/lib/cardano/hash";
import { parsePaymentAddress } from "@/lib/cardano/parse-payment-address";
import {
  isRecorded,
  isRecordedHere,
  previewWallets,
  readRecorded,
  recordedNames,
  unlessRecorded,
} from "@/tests/support/recorded-files";
import { hasResolvedInputs, recordedFromCbor, recordedFromJson } from "@/tests/support/recorded-transactions";

interface RecordedRedeemer {
  readonly purpose: string;
  readonly tx_index: number;
  readonly redeemer_data_hash: string;
}

const folders = isRecordedHere ? [...previewWallets(), "amaru-treasury", "scalus-mainnet-blocks"] : [];

function dataHash(cborHex: string): string {
  return blake2b256(hexToBytes(cborHex));
}

describe.skipIf(!isRecordedHere)(`Witnesses of recorded CBOR${unlessRecorded}`, () => {
  it("redeemers carry the data whose hash was recorded", () => {
    let compared = 0;
    for (const folder of folders) {
      for (const hash of recordedNames(`${folder}/redeemers`)) {
        const recorded = readRecorded(`${folder}/redeemers/${hash}.json`) as RecordedRedeemer[];
        const decoded = recordedFromCbor(folder, hash).redeemers.map(({ purpose, index, dataCborHex }) => ({
          purpose,
          tx_index: index,
          redeemer_data_hash: dataHash(dataCborHex),
        }));
        const wanted = recorded.map((row) => ({
          purpose: row.purpose,
          tx_index: row.tx_index,
          redeemer_data_hash: row.redeemer_data_hash,
        }));
        const byPlace = (a: RecordedRedeemer, b: RecordedRedeemer) =>
          a.purpose.localeCompare(b.purpose) || a.tx_index - b.tx_index;
        expect(decoded.sort(byPlace), hash).toEqual(wanted.sort(byPlace));
        compared += decoded.length;
      }
    }
    expect(compared).toBe(519);
  });

  it("datums of the witness set equal the recorded ones byte for byte", () => {
    let compared = 0;
    for (const folder of folders) {
      for (const hash of recordedNames(`${folder}/cbor`)) {
        for (const [datumHash, cborHex] of recordedFromCbor(folder, hash).witnessDatums) {
          const path = `${folder}/datums_cbor/${datumHash}.json`;
          if (!isRecorded(path)) continue;
          expect(readRecorded(path)).toEqual({ cbor: cborHex });
          compared += 1;
        }
      }
    }
    expect(compared).toBe(84);
  });

  it("bootstrap witnesses name the root of every Byron address that was spent", () => {
    let compared = 0;
    for (const folder of folders) {
      for (const hash of recordedNames(`${folder}/cbor`).filter((name) => hasResolvedInputs(folder, name))) {
        const roots = recordedFromJson(folder, hash).inputs.flatMap(({ resolved }) => {
          const parsed = resolved === null ? null : parsePaymentAddress(resolved.address);
          return parsed?.kind === "byron" ? [parsed.root] : [];
        });
        const signers = recordedFromCbor(folder, hash).signers ?? [];
        expect(
          roots.filter((root) => !signers.includes(root)),
          hash,
        ).toEqual([]);
        compared += roots.length;
      }
    }
    expect(compared).toBe(24);
  });
});
