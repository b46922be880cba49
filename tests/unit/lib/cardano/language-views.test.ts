import { bytesToHex } from "@noble/hashes/utils.js";
import { describe, expect, it } from "vitest";
import { languageViews, type CostModels } from "@/lib/cardano/language-views";

const views = (models: CostModels) => languageViews(models).map(bytesToHex);
const zeros = (count: number) => Array.from({ length: count }, () => 0);

describe("languageViews", () => {
  // The examples of the ledger's own comment on `script_data_hash` in conway.cddl.
  it("wraps V1 twice, in an indefinite list, and writes the others as they are", () => {
    expect(views(new Map([[0, zeros(166)]]))).toEqual([`a1410058a89f${"00".repeat(166)}ff`]);
    expect(views(new Map([[1, zeros(175)]]))).toEqual([`a10198af${"00".repeat(175)}`]);
    expect(views(new Map([[2, [0]]]))).toEqual(["a1028100"]);
  });

  it("has the shortest form of every integer", () => {
    const costs = [23, 24, 255, 256, 65_535, 65_536, 4_294_967_295, 4_294_967_296, 20_000_000_000, -1, -24, -25, -900];
    expect(views(new Map([[1, costs]]))).toEqual([
      "a1018d17181818ff19010019ffff1a000100001affffffff1b00000001000000001b00000004a817c800203738183903" + "83",
    ]);
  });

  it("is there for every set of languages, shorter keys first within each, single languages before others", () => {
    const models = new Map([
      [0, [1]],
      [1, [2]],
      [2, [3]],
    ]);
    const [v1, v2, v3] = ["4100439f01ff", "018102", "028103"] as const;
    expect(views(models)).toEqual([
      `a1${v1}`,
      `a1${v2}`,
      `a1${v3}`,
      `a2${v2}${v1}`,
      `a2${v3}${v1}`,
      `a2${v2}${v3}`,
      `a3${v2}${v3}${v1}`,
    ]);
  });

  it("is bounded whatever many languages there are", () => {
    expect(languageViews(new Map(Array.from({ length: 30 }, (_, id) => [id, [id]])))).toHaveLength(15);
    expect(languageViews(new Map())).toEqual([]);
  });
});
