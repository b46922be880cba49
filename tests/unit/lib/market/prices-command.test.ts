import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { isRecordedHere, unlessRecorded } from "@/tests/support/recorded-files";

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

const root = process.cwd();
const recordings = join(root, "../shared/cardano/recorded");

/** `npm run prices --` with these arguments. */
function prices(...args: string[]): Promise<Ran> {
  const tsx = join(root, "node_modules/.bin/tsx");
  return new Promise((resolve) => {
    execFile(tsx, ["lib/market/main.ts", ...args], { maxBuffer: 64 * 1024 * 1024 }, (error, out, err) =>
      resolve({ code: error === null ? 0 : Number(error.code), out, err }),
    );
  });
}

describe("npm run prices", () => {
  it("says what is wrong and ends with 2", async () => {
    expect(existsSync("/no-such-folder")).toBe(false);
    const ran = await Promise.all([prices("/no-such-folder"), prices(), prices("--wrong")]);
    expect(ran.map(({ code, out }) => [code, out])).toEqual([
      [2, ""],
      [2, ""],
      [2, ""],
    ]);
    expect(ran[0].err).toBe("/no-such-folder is no folder.\n");
    expect(ran[1].err).toMatch(/^npm run prices -- <folder/);
    expect(ran[2].err).toMatch(/^Unknown option '--wrong'/);
  });

  it.skipIf(!isRecordedHere)(`gives one line a pool, and the same pools as a table${unlessRecorded}`, async () => {
    const folder = join(recordings, "scalus-mainnet-blocks");
    const [json, table] = await Promise.all([prices(folder, "--json"), prices(folder)]);
    const lines = json.out
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect([json.code, json.err, lines.length]).toEqual([0, "", 15]);
    expect(lines.find(({ dex }) => dex === "sundae-v3")).toEqual({
      txHash: "d083dafaac60780900cd5dda00b8c75c570ef1554597a00ae725362170424d2e",
      index: 0,
      dex: "sundae-v3",
      poolUnit:
        "e0302560ced2fdcbfcb2602697df970cd0d6a38f94b32703f51c312b000de140c7ef237f227542a0c8930d37911491c56a341fdef8437e0f21d024f8",
      unitA: "lovelace",
      unitB: "f66d78b4a3cb3d37afa0ec36461e51ecbde00f26c8f0a68f94b6988069555344",
      reserveA: "377056739588",
      reserveB: "237131406720",
      priceNumerator: "94264184897",
      priceDenominator: "59282851680",
      feeIn: { a: "5/10000", b: "5/10000" },
      class: "firm",
    });
    expect(table.out).toContain("26 transactions, 15 pools");
  });
});
