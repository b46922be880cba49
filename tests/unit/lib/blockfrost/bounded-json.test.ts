import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { boundedJson } from "@/lib/blockfrost/bounded-json";
import { normaliseUtxos } from "@/lib/blockfrost/normalise-utxos";
import { storedAnswers } from "@/lib/blockfrost/raw-store";
import { transactionMetadataSchema, transactionSchema, transactionUtxosSchema } from "@/lib/blockfrost/schemas";

const nested = (levels: number) => JSON.parse("[".repeat(levels) + "]".repeat(levels)) as unknown;

describe("JSON from the chain's answers", () => {
  it("is kept as it is", () => {
    const wellFormed = fc
      .jsonValue({ maxDepth: 5 })
      .filter((json) => !/\\ud[89a-f]|\\u0000/.test(JSON.stringify(json)));
    fc.assert(
      fc.property(wellFormed, (json) => {
        expect(boundedJson(json)).toEqual({ json, characters: expect.any(Number) as number });
      }),
    );
    expect(boundedJson(nested(256))).toEqual({ json: nested(256), characters: 256 });
  });

  it("loses what PostgreSQL cannot hold, in keys too", () => {
    const json = JSON.parse('{"a\\u0000": ["\\ud83d", "😀", 1, null], "__proto__": {"b": true}}') as unknown;
    const kept = boundedJson(json);
    expect("json" in kept && JSON.stringify(kept.json)).toBe(
      '{"a\ufffd":["\ufffd","😀",1,null],"__proto__":{"b":true}}',
    );
  });

  it.each([
    ["nested too deep", nested(257), "it is nested deeper than 256 levels"],
    ["nested as deep as bytes allow", nested(100_000), "it is nested deeper than 256 levels"],
    ["too long", ["x".repeat(131_072)], "it has more characters than are kept"],
    ["too long in its keys", { ["x".repeat(131_072)]: 1 }, "it has more characters than are kept"],
  ])("is not kept where it is %s", (_, json, problem) => {
    expect(boundedJson(json)).toEqual({ problem });
  });
});

describe("metadata of the plain endpoints", () => {
  const hash = "ab".repeat(32);
  const transaction = transactionSchema.parse({
    hash,
    block: "cd".repeat(32),
    block_height: 1,
    block_time: 1,
    slot: 1,
    index: 0,
    fees: "1",
    deposit: "0",
    withdrawal_count: 0,
    mir_cert_count: 0,
    delegation_count: 0,
    stake_cert_count: 0,
    redeemer_count: 0,
    valid_contract: true,
  });
  const utxos = transactionUtxosSchema.parse({ hash, inputs: [], outputs: [] });
  const metadata = transactionMetadataSchema.parse([
    { label: "1", json_metadata: nested(5_000) },
    { label: "2", json_metadata: { msg: "a\0" } },
    { label: "3", json_metadata: "x".repeat(100_000) },
    { label: "4", json_metadata: "x".repeat(100_000) },
  ]);
  const read = {
    metadata: new Map<string, unknown>([
      ["2", { msg: "a\ufffd" }],
      ["3", "x".repeat(100_000)],
    ]),
    unreadable: [
      "metadata label 1 cannot be read: it is nested deeper than 256 levels",
      "metadata label 4 cannot be read: it has more characters than are kept",
    ],
  };

  it("leave a transaction as it is, whatever they are", () => {
    expect(normaliseUtxos({ transaction, utxos, metadata })).toMatchObject(read);
  });

  it("are stored, and say the same when they are read again", () => {
    const stored = storedAnswers({ transaction, utxos, metadata }) as { metadata: unknown };
    const again = transactionMetadataSchema.parse(stored.metadata);
    expect(normaliseUtxos({ transaction, utxos, metadata: again })).toMatchObject(read);
  });
});
