import { describe, expect, it } from "vitest";
import { outputOf } from "@/lib/blockfrost/normalise-rows";
import { mergeResolvedInputs } from "@/lib/blockfrost/normalise-utxos";
import { transactionUtxosSchema } from "@/lib/blockfrost/schemas";
import { comparableTx } from "@/tests/support/comparable-tx";
import {
  isRecordedHere,
  previewWallets,
  readRecorded,
  recordedNames,
  unlessRecorded,
} from "@/tests/support/recorded-files";
import {
  hasResolvedInputs,
  missingAnswers,
  recordedAnswers,
  recordedFromCbor,
  recordedFromJson,
} from "@/tests/support/recorded-transactions";

const folders = isRecordedHere ? [...previewWallets(), "amaru-treasury", "scalus-mainnet-blocks"] : [];
const recorded = folders.flatMap((folder) => recordedNames(`${folder}/cbor`).map((hash) => ({ folder, hash })));
const whole = recorded.filter(({ folder, hash }) => hasResolvedInputs(folder, hash));
const partial = recorded.filter(({ folder, hash }) => !hasResolvedInputs(folder, hash));
const title = `CBOR and JSON make the same transaction${unlessRecorded}`;

describe.skipIf(!isRecordedHere)(title, () => {
  it("346 recordings hold both, 16 of them without resolved inputs, none without a required answer", () => {
    const missing = whole.flatMap(({ folder, hash }) => missingAnswers(recordedAnswers(folder, hash)));
    expect({ all: recorded.length, partial: partial.length, missing }).toEqual({ all: 346, partial: 16, missing: [] });
  });

  it.each(folders)("%s", (folder) => {
    for (const { hash } of whole.filter((one) => one.folder === folder)) {
      const fromJson = recordedFromJson(folder, hash);
      const fromCbor = mergeResolvedInputs(recordedFromCbor(folder, hash), recordedAnswers(folder, hash).utxos);
      expect(comparableTx(fromCbor), hash).toEqual(comparableTx(fromJson));
    }
  });

  it("two pool registrations are the only certificates that JSON does not show", () => {
    const pools = whole.filter(({ folder, hash }) =>
      recordedFromCbor(folder, hash).certificates.some(({ kind }) => kind === "pool_registration"),
    );
    expect(pools.map(({ hash }) => hash.slice(0, 8)).sort()).toEqual(["bc9f0fd7", "e981223c"]);
  });

  it("recordings without resolved inputs agree on the outputs", () => {
    for (const { folder, hash } of partial) {
      const answer = readRecorded(`${folder}/utxos/${hash}.json`) as { outputs: unknown };
      const rows = transactionUtxosSchema.shape.outputs.parse(answer.outputs);
      const outputs = rows.filter(({ collateral }) => collateral !== true).map(outputOf);
      expect(recordedFromCbor(folder, hash).outputs, hash).toEqual(outputs);
    }
  });
});
