import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { explain } from "@/lib/explain/explain";
import type { ExplainedLine } from "@/lib/explain/line";
import { findRecordings } from "@/lib/explain/recording";
import { recordedTx } from "@/lib/explain/recorded-tx";
import { recordedTxs } from "../../../support/recorded-explained";
import { isRecordedHere, unlessRecorded } from "../../../support/recorded-files";

const source = join(process.cwd(), "../shared/cardano/recorded/scalus-mainnet-blocks");
const row = z.looseObject({ tx_hash: z.string().optional() });
const utxosFile = z.looseObject({ inputs: z.array(row), outputs: z.array(row) });
const txFile = z.looseObject({ hash: z.string() });

/** The fills of each owner, which must not depend on what a recording left out. */
function fillsOf(lines: readonly ExplainedLine[]) {
  const fills = lines.filter(({ action }) => ["order_fill", "lp_deposit", "lp_withdraw"].includes(action));
  const told = fills.map(({ txHash, owner, action, protocol, in: taken, out: given }) => ({
    ...{ txHash, owner, action, protocol },
    ...{ in: taken, out: given },
  }));
  return told.sort((a, b) => (a.txHash + a.owner < b.txHash + b.owner ? -1 : 1));
}

describe.skipIf(!isRecordedHere)(`Recordings that lack much${unlessRecorded}`, () => {
  let folder = "";

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "partial-recording-"));
    for (const section of ["txs", "utxos"]) mkdirSync(join(folder, section));
    cpSync(join(source, "datums_cbor"), join(folder, "datums_cbor"), { recursive: true });
    for (const name of readdirSync(join(source, "utxos"))) {
      const utxos = utxosFile.parse(JSON.parse(readFileSync(join(source, "utxos", name), "utf8")));
      const inputs = utxos.inputs.map(({ tx_hash: _, output_index: __, ...rest }) => rest);
      writeFileSync(join(folder, "utxos", name), JSON.stringify({ ...utxos, inputs }));
      const { hash } = txFile.parse(JSON.parse(readFileSync(join(source, "txs", name), "utf8")));
      writeFileSync(join(folder, "txs", name), JSON.stringify({ hash }));
    }
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it("tell the same fills without bytes, fees, blocks, redeemers and references of inputs", () => {
    const [recording] = findRecordings(folder);
    const partial = recording?.hashes.flatMap((hash) => recordedTx(recording, hash) ?? []) ?? [];
    const whole = fillsOf(explain(recordedTxs("scalus-mainnet-blocks"), null));
    expect(whole.length).toBeGreaterThan(15);
    expect(fillsOf(explain(partial, null))).toEqual(whole);
  });

  it("tell one wallet's side only, where that is asked for", () => {
    const owner = "stake1u9s0z9zlk5ygwpvna0rw88vesw3gku0ey9xwsrs49d6yengm5s5es";
    const lines = explain(recordedTxs("scalus-mainnet-blocks"), owner);
    expect(lines.map(({ owner: told, action, protocol }) => [told, action, protocol])).toEqual([
      [owner, "order_fill", "vyfi"],
    ]);
  });
});
