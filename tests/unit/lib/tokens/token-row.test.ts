import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it, test } from "vitest";
import { assetSchema } from "@/lib/blockfrost/schemas";
import { labelOf } from "@/lib/portfolio/token-name";
import { tokenRow } from "@/lib/tokens/token-row";

const answersFile = fileURLToPath(
  new URL("../../../../../shared/cardano/cases/token-answers/answers.json", import.meta.url),
);
const areAnswersHere = existsSync(answersFile);

interface ReportedAnswer {
  readonly what: string;
  readonly answer: { readonly asset: string };
  readonly right: Readonly<Record<string, unknown>>;
}

const reported = areAnswersHere ? (JSON.parse(readFileSync(answersFile, "utf8")) as ReportedAnswer[]) : [];

test.skipIf(!areAnswersHere).each(reported)("what people met: $what", ({ answer, right }) => {
  const row = tokenRow(answer.asset, assetSchema.parse(answer));
  const shown = labelOf(answer.asset, { tokenName: row.name, ticker: row.ticker, decimals: row.decimals }).name;
  expect({ ...row, shown }).toMatchObject(right);
});

const policy = "ab".repeat(28);
const cid = "QmXhvddYsApbgyKjKwHzfuUwxxJBe5d76hGJSUaxBaK4hh";
const plain = "544f4b";
const ft = "0014df10544f4b";
const rft = "001bc280544f4b";
const nft = "000de140544f4b";
const registry = { name: "Reg", ticker: "REG", decimals: 6, description: "of the registry", logo: "AAAA" };
const minted = { name: "On", ticker: "ON", decimals: 2, description: "on chain", image: `ipfs://${cid}` };

function rowOf(assetName: string, answer: object) {
  return tokenRow(policy + assetName, assetSchema.parse({ quantity: "1000", ...answer }));
}

const both = (standard: string | null, assetName: string) =>
  rowOf(assetName, { onchain_metadata: minted, onchain_metadata_standard: standard, metadata: registry });
const said = ({ name, ticker, decimals, kind, logo }: ReturnType<typeof tokenRow>) => [
  name,
  ticker,
  decimals,
  kind,
  logo?.slice(0, 10),
];

describe("of datum, registry and the metadata of a mint", () => {
  it.each([
    ["a datum comes first for a fungible token", "CIP68v1", ft, ["On", "ON", 2, "token", "ipfs://QmX"]],
    ["and for a rich one of any version", "CIP68v3", rft, ["On", "ON", 2, "token", "ipfs://QmX"]],
    ["and for one of a kind, which has no decimals", "CIP68v2", nft, ["On", "ON", 0, "nft", "ipfs://QmX"]],
    ["the registry comes before what is no datum", "CIP25v1", ft, ["Reg", "REG", 6, "token", "data:image"]],
    ["and before what follows no standard", null, rft, ["Reg", "REG", 6, "token", "data:image"]],
    ["a token without a label has no datum", "CIP68v1", plain, ["Reg", "REG", 6, "token", "data:image"]],
    ["nor has one with another label", "CIP68v1", "001f4d70544f4b", ["Reg", "REG", 6, "token", "data:image"]],
  ])("%s", (_, standard, assetName, right) => {
    expect(said(both(standard, assetName))).toEqual(right);
  });

  it("decimals of a mint are none, but for a token whose label says that it is fungible", () => {
    const decimals = (assetName: string, standard: string | null, quantity = "1000") =>
      rowOf(assetName, { quantity, onchain_metadata: minted, onchain_metadata_standard: standard }).decimals;
    expect([decimals(plain, "CIP25v1"), decimals(plain, null), decimals(plain, "CIP25v1", "1")]).toEqual([
      null,
      null,
      0,
    ]);
    expect([decimals(ft, "CIP68v1"), decimals(ft, null), decimals(ft, "CIP68v1", "1")]).toEqual([2, 2, 2]);
    expect([decimals(nft, "CIP68v1"), decimals(nft, null)]).toEqual([0, 0]);
  });

  it("the registry fills what a datum leaves open", () => {
    const answer = { onchain_metadata: { name: "On" }, onchain_metadata_standard: "CIP68v1", metadata: registry };
    expect(said(rowOf(ft, answer))).toEqual(["On", "REG", 6, "token", "data:image"]);
  });
});

describe("one odd part leaves the others", () => {
  const parts = {
    quantity: "1000",
    onchain_metadata: minted,
    onchain_metadata_standard: "CIP68v1",
    metadata: registry,
  };
  const right = ["On", "ON", 2, "token", "ipfs://QmX"];

  it.each(["hello", 7, [], true, null, { a: 1 }])("%j in the place of any of them", (odd) => {
    const rows = Object.keys(parts).map((part) => [part, said(rowOf(ft, { ...parts, [part]: odd }))] as const);
    const { quantity, onchain_metadata_standard, metadata, onchain_metadata } = Object.fromEntries(rows);
    expect([quantity, metadata]).toEqual([right, right]);
    expect(onchain_metadata).toEqual(["Reg", "REG", 6, "token", "data:image"]);
    expect(onchain_metadata_standard).toEqual(["Reg", "REG", 6, "token", "data:image"]);
  });

  it.each([
    [["a"], "a"],
    [{ en: "x" }, null],
    [null, null],
    [true, null],
    [7, "7"],
    ["", null],
    [" \0 ", null],
    ["\u200b\u2060", null],
    ["a\nb\u0007", "a b"],
    [[1], null],
  ])("%j as a name is %j", (name, right) => {
    const row = rowOf(ft, { onchain_metadata: { ...minted, name }, onchain_metadata_standard: "CIP68v1" });
    expect(said(row)).toEqual([right, "ON", 2, "token", "ipfs://QmX"]);
  });

  it.each([
    [6, 6],
    ["6", 6],
    [" 0 ", 0],
    [255, 255],
    [256, null],
    [-1, null],
    [1.5, null],
    ["6.0", null],
    [true, null],
    ["", null],
    [[6], null],
  ])("%j as decimals is %j", (decimals, right) => {
    expect(rowOf(plain, { metadata: { ...registry, decimals } }).decimals).toBe(right);
  });
});

describe("texts", () => {
  it("too long are shortened, not dropped", () => {
    const long = { name: "n".repeat(101), ticker: "T".repeat(17), description: ["d".repeat(300), "e".repeat(300)] };
    const { name, ticker, description } = rowOf(plain, { onchain_metadata: long });
    expect([name, ticker]).toEqual([`${"n".repeat(99)}…`, `${"T".repeat(15)}…`]);
    expect(description).toBe(`${"d".repeat(300)}${"e".repeat(199)}…`);
    expect(rowOf(plain, { metadata: { name: "n".repeat(100) } }).name).toBe("n".repeat(100));
  });

  it("end with no half of a character", () => {
    expect(rowOf(plain, { metadata: { name: "n".repeat(98) + "🙂🙂" } }).name).toBe(`${"n".repeat(98)}…`);
  });

  it("in lines are joined", () => {
    const lines = { name: ["A very long name ", "in lines"], description: ["a", "b"], image: ["ipfs://", cid] };
    expect(rowOf(plain, { quantity: "1", onchain_metadata: lines })).toMatchObject({
      name: "A very long name in lines",
      description: "ab",
      logo: `ipfs://${cid}`,
      kind: "nft",
    });
  });
});

test("a picture is looked for in image and logo, behind whatever gateway", () => {
  const logoOf = (fields: object) => rowOf(nft, { onchain_metadata: fields }).logo;
  expect([
    logoOf({ image: "https://pictures.example/1.png", logo: `https://ipfs.io/ipfs/${cid}` }),
    logoOf({ image: 7, logo: cid }),
    logoOf({ logo: "https://pictures.example/1.png" }),
  ]).toEqual([`ipfs://${cid}`, `ipfs://${cid}`, null]);
});

test("no answer makes a row without a name", () => {
  const row = tokenRow(policy + plain, null);
  expect(said(row)).toEqual([null, null, null, "token", undefined]);
  expect(tokenRow(policy + nft, null)).toMatchObject({ name: null, decimals: 0, kind: "nft" });
});

test("a name that is no text is marked as bytes, whatever its label", () => {
  const none = { tokenName: null, ticker: null, decimals: null };
  const nameOf = (assetName: string) => labelOf(policy + assetName, none).name;
  expect([
    nameOf("ff00"),
    nameOf("000de140ff00"),
    nameOf("001f4d70ff00"),
    nameOf(""),
    nameOf("000de140"),
    nameOf(plain),
  ]).toEqual(["0xff00", "0xff00", "0xff00", null, null, "TOK"]);
});
