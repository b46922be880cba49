import { bytesToHex, hexToBytes } from "@noble/hashes/utils.js";
import { describe, expect, it } from "vitest";
import { createChain } from "@/dev/chain/chain";
import { costModelsAt } from "@/dev/chain/model/cost-models";
import { blake2b256 } from "@/lib/cardano/hash";
import { checkCommitments, type Verdict } from "@/lib/cardano/commitments";
import { epochAt } from "@/lib/cardano/epoch";
import { languageViews } from "@/lib/cardano/language-views";
import { splitTransaction } from "@/lib/cardano/split-transaction";
import * as c from "../../../support/cbor-hex";
import { committedRegions, withByte } from "../../../support/mutate-transaction";
import { recordedBytes, type RecordedBytes } from "../../../support/recorded-cbor";
import { isRecordedHere, unlessRecorded } from "../../../support/recorded-files";

const languages = ["PlutusV1", "PlutusV2", "PlutusV3"] as const;

/** Mainnet's own cost models, which the simulation starts with, are those of epoch 0 there. */
function viewsAt(epoch: number): Uint8Array[] {
  const models = costModelsAt(epoch);
  return languageViews(new Map(languages.map((language, id) => [id, models[language]])));
}
const mainnetViews = viewsAt(0);

function check(hex: string, views: Iterable<Uint8Array>): Verdict {
  const notes: string[] = [];
  const parts = splitTransaction(hexToBytes(hex), (reason) => notes.push(reason));
  if (notes.length > 0) throw new Error(notes.join());
  return checkCommitments(parts, views);
}

/** Not "holds", in whichever way. */
function isFound(hex: string, views: Iterable<Uint8Array>): boolean {
  try {
    return check(hex, views).kind !== "holds";
  } catch {
    return true;
  }
}

function unnoticed(hex: string, views: Iterable<Uint8Array>, step = 1): string[] {
  return committedRegions(hex).flatMap(({ name, from, to }) =>
    Array.from({ length: Math.ceil((to - from) / 2 / step) }, (_, i) => from + 2 * i * step).flatMap((at) =>
      isFound(withByte(hex, at), views) ? [] : [`${name}, digit ${at}`],
    ),
  );
}

/** Since epoch 537 mainnet's cost models have been these. */
const isSinceThen = ({ time, name }: RecordedBytes) =>
  time === null ? name.startsWith("amaru") : epochAt("mainnet", time) >= 537;

describe.skipIf(!isRecordedHere)(`recorded transactions${unlessRecorded}`, () => {
  const mainnet = recordedBytes.mainnet();

  it("of mainnet have the script data, and the auxiliary data, that their bodies say", () => {
    const ours = mainnet.filter(isSinceThen);
    expect(ours).toHaveLength(131);
    expect(ours.filter(({ cbor }) => check(cbor, mainnetViews).kind !== "holds")).toEqual([]);
    expect(ours.filter(({ cbor }) => check(cbor, []).kind === "view missing")).toHaveLength(97);
  });

  it("of other cost models are not broken: only their views are missing", () => {
    const others = [...mainnet.filter((tx) => !isSinceThen(tx)), ...recordedBytes.preview()];
    const verdicts = others.map(({ cbor }) => check(cbor, mainnetViews).kind);
    expect(verdicts.filter((kind) => kind === "broken")).toEqual([]);
    expect(verdicts.filter((kind) => kind === "view missing")).toHaveLength(34);
    expect(verdicts.filter((kind) => kind === "holds")).toHaveLength(181);
  });

  it("hold no more where a byte of what is committed to is another", () => {
    const small = mainnet.filter(({ cbor }) => cbor.length < 6_000).filter(isSinceThen);
    const committed = small.filter(({ cbor }) => committedRegions(cbor).length > 1);
    expect(committed).toHaveLength(38);
    expect(committed.flatMap(({ cbor }) => unnoticed(cbor, mainnetViews, 7))).toEqual([]);
  });
});

describe("simulated transactions", () => {
  const chain = createChain({ seed: 4, now: Date.UTC(2025, 10, 20) });
  const { stakeAddress } = chain.addWallet({ seed: "commitments", transactions: 150 });
  const placed = chain.touchingTransactions(stakeAddress ?? "").map(({ tx, height }) => ({
    hex: bytesToHex(tx.cbor ?? new Uint8Array()),
    views: viewsAt(chain.block(height)?.epoch ?? 0),
  }));

  it("hold", () => {
    const verdicts = placed.map(({ hex, views }) => check(hex, views));
    expect(verdicts.filter(({ kind }) => kind !== "holds")).toEqual([]);
    expect(verdicts.some((verdict) => verdict.kind === "holds" && verdict.view !== null)).toBe(true);
  });

  it("hold no more where any byte of what is committed to is another", () => {
    expect(placed.slice(0, 60).flatMap(({ hex, views }) => unnoticed(hex, views))).toEqual([]);
  });

  it("need the cost models of their time", () => {
    const early = placed.filter(({ hex }) => check(hex, viewsAt(0)).kind === "view missing");
    expect(early.length).toBeGreaterThan(0);
  });
});

describe("checkCommitments", () => {
  const views = languageViews(new Map([[1, [7]]]));
  const [datums, redeemers] = [c.array(c.int(42)), c.map([c.array(c.int(0), c.int(0)), c.array(c.int(9), "820102")])];
  const hashOf = (...hex: string[]) => c.bytes(blake2b256(hexToBytes(hex.join(""))));
  const field = { auxiliary: c.int(7), script: c.int(11) };
  const tx = (body: [string, string][], witnesses: [string, string][], auxiliary = c.nil) =>
    c.array(c.map([c.int(0), c.array()], ...body), c.map(...witnesses), c.yes, auxiliary);
  const given = (...witnesses: [number, string][]): [string, string][] => witnesses.map(([k, v]) => [c.int(k), v]);
  const verdict = (hex: string) => {
    const found = check(hex, views);
    return found.kind === "broken" ? `${found.what}: ${found.reason}` : found.kind;
  };
  const metadata = c.map([c.int(1), c.text("hi")]);
  const view = "a1018107";

  it.each<[string, string, string]>([
    ["nothing at all", tx([], []), "holds"],
    ["auxiliary data", tx([[field.auxiliary, hashOf(metadata)]], [], metadata), "holds"],
    ["others", tx([[field.auxiliary, hashOf("a0")]], [], metadata), "auxiliary data: their hash is not the body's"],
    ["only a hash", tx([[field.auxiliary, hashOf("a0")]], []), "auxiliary data: they are not there"],
    ["no hash", tx([], [], metadata), "auxiliary data: the body knows nothing of them"],
    [
      "no bytes for a hash",
      tx([[field.auxiliary, c.int(1)]], [], metadata),
      "auxiliary data: their hash is not the body's",
    ],
    ["redeemers", tx([[field.script, hashOf(redeemers, view)]], given([5, redeemers])), "holds"],
    [
      "redeemers and datums",
      tx([[field.script, hashOf(redeemers, datums, view)]], given([4, datums], [5, redeemers])),
      "holds",
    ],
    ["a datum too few", tx([[field.script, hashOf(redeemers, datums, view)]], given([5, redeemers])), "view missing"],
    [
      "a datum too many",
      tx([[field.script, hashOf(redeemers, view)]], given([4, datums], [5, redeemers])),
      "view missing",
    ],
    ["datums that are none", tx([[field.script, hashOf(redeemers, view)]], given([4, "80"], [5, redeemers])), "holds"],
    ["datums alone, since Conway", tx([[field.script, hashOf("a0", datums, "a0")]], given([4, datums])), "holds"],
    ["datums alone, before", tx([[field.script, hashOf("80", datums, "a0")]], given([4, datums])), "holds"],
    [
      "datums alone, others",
      tx([[field.script, hashOf("a0", datums)]], given([4, datums])),
      "script data: the datums' hash is not the body's",
    ],
    ["only a script data hash", tx([[field.script, hashOf("a0")]], []), "script data: they are not there"],
    ["no script data hash", tx([], given([5, redeemers])), "script data: the body knows nothing of them"],
  ])("%s", (_name, hex, expected) => {
    expect(verdict(hex)).toBe(expected);
  });
});
