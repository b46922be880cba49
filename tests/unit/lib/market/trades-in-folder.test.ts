import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { findRecordings } from "@/lib/explain/recording";
import { tradesInFolder } from "@/lib/market/recorded-trades";
import { tradeLine } from "@/lib/market/trade-line";
import { isRecordedHere, unlessRecorded } from "@/tests/support/recorded-files";

const source = join(process.cwd(), "../shared/cardano/recorded/amaru-treasury");
const txFile = z.looseObject({ hash: z.string(), block_time: z.number().nullish() });
const garbled = "0b".repeat(32);

describe.skipIf(!isRecordedHere)(`Trades of a folder of bytes alone${unlessRecorded}`, () => {
  let folder = "";

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "bytes-alone-"));
    for (const section of ["txs", "cbor"]) mkdirSync(join(folder, section));
    for (const recording of findRecordings(source)) {
      for (const name of readdirSync(join(recording.folder, "cbor"))) {
        writeFileSync(join(folder, "cbor", name), readFileSync(join(recording.folder, "cbor", name)));
        const { hash, block_time } = txFile.parse(
          JSON.parse(readFileSync(join(recording.folder, "txs", name), "utf8")),
        );
        writeFileSync(join(folder, "txs", name), JSON.stringify({ hash, block_time }));
      }
    }
    writeFileSync(join(folder, "cbor", `${garbled}.json`), JSON.stringify({ cbor: "ff" }));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it("are those whose orders are in it, none of them otherwise; all others are counted", () => {
    const unread: string[] = [];
    const whole = tradesInFolder(source, (hash) => unread.push(hash));
    const partly = tradesInFolder(folder, (hash) => unread.push(hash));
    expect(unread).toEqual([garbled]);
    const lines = new Set(whole.trades.map((trade) => JSON.stringify(tradeLine(trade))));
    const wrong = partly.trades.map((trade) => JSON.stringify(tradeLine(trade))).filter((line) => !lines.has(line));
    expect({ whole: whole.trades.length, told: partly.trades.length, unresolved: partly.unresolved, wrong }).toEqual({
      whole: 175,
      told: 42,
      unresolved: 133,
      wrong: [],
    });
  });
});
