import { Cbor, CborArray, CborSimple, type CborBytes, type CborMap } from "@harmoniclabs/cbor";
import { describe, expect, it } from "vitest";
import { encodeCbor, type CborValue } from "@/dev/chain/cbor-encode";
import { createChain } from "@/dev/chain/chain";
import { blake224, blake256, fromHex, toHex } from "@/dev/chain/model/digest";
import type { ChainTx } from "@/dev/chain/model/chain-tx";

const NOW = Date.UTC(2025, 10, 20, 12);

function transactions(seed: string, count = 150): ChainTx[] {
  const chain = createChain({ seed: 11, now: NOW });
  const { stakeAddress } = chain.addWallet({ seed, transactions: count });
  return chain.touchingTransactions(stakeAddress ?? "").map(({ tx }) => tx);
}

/** Length of the first CBOR item of `bytes`, found by the library, not by our encoder. */
const firstItem = (bytes: Uint8Array): Uint8Array => bytes.slice(0, Cbor.parseWithOffset(bytes).offset);

describe("encodeCbor", () => {
  // RFC 8949, appendix A.
  it.each<[string, CborValue]>([
    ["00", 0],
    ["17", 23],
    ["1818", 24],
    ["1903e8", 1000],
    ["1a000f4240", 1000000],
    ["1b000000e8d4a51000", 1000000000000n],
    ["1bffffffffffffffff", 18446744073709551615n],
    ["20", -1],
    ["3903e7", -1000n],
    ["f5", true],
    ["f6", null],
    ["62c3bc", "ü"],
    ["4401020304", fromHex("01020304")],
    ["8201820203", [1, [2, 3]]],
    ["a1616101", { map: [["a", 1]] }],
    ["d901028101", { tag: 258, value: [1] }],
    ["9f0102ff", { indefinite: [1, 2] }],
    ["5f42010243030405ff", { chunks: [fromHex("0102"), fromHex("030405")] }],
    ["17", { raw: fromHex("17") }],
  ])("%s", (hex, value) => {
    expect(toHex(encodeCbor(value))).toBe(hex);
  });

  it("refuses what 64 bits cannot hold", () => {
    expect(() => encodeCbor(1n << 64n)).toThrow(RangeError);
  });
});

describe("transaction bytes", () => {
  it("decode with @harmoniclabs/cbor, and the body's own bytes hash to the transaction id", () => {
    for (const tx of transactions("bytes")) {
      const bytes = tx.cbor ?? new Uint8Array();
      expect(bytes[0]).toBe(0x84);
      const decoded = Cbor.parse(bytes);
      expect(decoded).toBeInstanceOf(CborArray);
      expect(toHex(blake256(firstItem(bytes.slice(1))))).toBe(tx.hash);
      const valid = (decoded as CborArray).array[2];
      expect(valid instanceof CborSimple ? valid.simple : null).toBe(tx.valid);
    }
  });

  it("are signed by the keys of the payment addresses that they spend from", () => {
    for (const tx of transactions("signed", 60)) {
      const [, witnesses] = (Cbor.parse(tx.cbor ?? new Uint8Array()) as CborArray).array;
      const signers = keyHashes(witnesses as CborMap);
      const needed = tx.inputs.flatMap(({ address }) =>
        address.payment?.kind === "key" ? [address.payment.hash] : [],
      );
      expect(needed.filter((hash) => !signers.has(hash))).toEqual([]);
    }
  });

  it("are written in every way that wallets write them", () => {
    const hex = transactions("forms").map(({ cbor }) => toHex(cbor ?? new Uint8Array()));
    const forms = {
      taggedInputs: hex.some((text) => /^84a[0-9a-f]00d90102/.test(text)),
      plainInputs: hex.some((text) => /^84a[0-9a-f]008/.test(text)),
      arrayOutput: hex.some((text) => text.includes("825839")),
      mapOutput: hex.some((text) => /a[23]005839/.test(text)),
      chunkedBytes: hex.some((text) => text.includes("5f5840")),
      label674: hex.some((text) => text.includes("1902a2")),
      auxiliaryTag: hex.some((text) => text.includes("d90103a1")),
    };
    expect(Object.entries(forms).filter(([, seen]) => !seen)).toEqual([]);
  });
});

describe("determinism", () => {
  it("gives the same bytes for the same seed, whatever other wallets there are", () => {
    const alone = createChain({ seed: 2, now: NOW });
    alone.addWallet({ seed: "a", transactions: 70 });
    const together = createChain({ seed: 2, now: NOW });
    together.addWallet({ seed: "b", transactions: 30 });
    together.addWallet({ seed: "a", transactions: 70 });
    const account = alone.wallet("a").stakeAddress ?? "";
    const lines = [alone, together].map((chain) =>
      chain
        .touchingTransactions(account)
        .map(({ tx, height, index }) => `${height}:${index} ${toHex(tx.cbor ?? new Uint8Array())}`),
    );
    expect(lines[0]).toHaveLength(alone.wallet("a").listedTransactions);
    expect(lines[0]).toEqual(lines[1]);
  });

  it("gives another chain for another seed", () => {
    const accounts = [1, 2].map(
      (seed) => createChain({ seed, now: NOW }).addWallet({ seed: "a", transactions: 3 }).stakeAddress,
    );
    expect(accounts[0]).not.toBe(accounts[1]);
  });
});

function keyHashes(witnesses: CborMap): Set<string> {
  const entry = witnesses.map.find(({ k }) => "num" in k && k.num === 0n);
  const set = entry?.v;
  const list =
    set instanceof CborArray ? set : ((set as { data?: unknown } | undefined)?.data as CborArray | undefined);
  const keys = (list?.array ?? []).map((pair) => ((pair as CborArray).array[0] as CborBytes).bytes);
  return new Set(keys.map((key) => toHex(blake224(key))));
}
