import { bytesToHex, hexToBytes } from "@noble/hashes/utils.js";
import { describe, expect, it } from "vitest";
import { createChain } from "@/dev/chain/chain";
import type { WalletKind } from "@/dev/chain/scenes/world";
import { checkSignatures } from "@/lib/cardano/check-signatures";
import { splitTransaction } from "@/lib/cardano/split-transaction";
import * as c from "../../../support/cbor-hex";
import { signatureRegions, withByte } from "../../../support/mutate-transaction";
import { recordedBytes } from "../../../support/recorded-cbor";
import { isRecordedHere, unlessRecorded } from "../../../support/recorded-files";

const check = (hex: string) => checkSignatures(splitTransaction(hexToBytes(hex), () => undefined));

function simulated(kind: WalletKind, transactions: number): string[] {
  const chain = createChain({ seed: 5, now: Date.UTC(2025, 10, 20) });
  const { stakeAddress, addresses } = chain.addWallet({ seed: `signed/${kind}`, kind, transactions });
  const txs = chain.touchingTransactions(stakeAddress ?? addresses[0] ?? "");
  return txs.map(({ tx }) => bytesToHex(tx.cbor ?? new Uint8Array()));
}

it.skipIf(!isRecordedHere)(`every recorded transaction is signed${unlessRecorded}`, () => {
  const all = [...recordedBytes.mainnet(), ...recordedBytes.preview()];
  expect(all.flatMap(({ cbor }) => signatureRegions(cbor))).toHaveLength(474);
  expect(all.filter(({ cbor }) => check(cbor) !== null)).toEqual([]);
});

describe.each<WalletKind>(["account", "byron"])("simulated transactions of the kind %s", (kind) => {
  const all = simulated(kind, 60);

  it("are signed", () => {
    expect(all.length).toBeGreaterThan(40);
    expect(all.map(check)).toEqual(all.map(() => null));
  });

  it("are signed no more where a key or a signature has another byte", () => {
    for (const hex of all.slice(-6)) {
      signatureRegions(hex).forEach(({ key, signature }, place) => {
        const places = [key.from, key.to - 2, signature.from, signature.from + 64, signature.to - 2];
        for (const at of places)
          expect(check(withByte(hex, at))).toBe(`signature ${place} is not one of the body's hash`);
      });
    }
  });
});

describe("checkSignatures", () => {
  const tx = (witnesses: string) => c.array(c.map([c.int(0), c.array()]), witnesses, c.yes, c.nil);
  const signed = (count: number, key = "07".repeat(32), signature = "08".repeat(64)) =>
    tx(c.map([c.int(0), c.array(...Array.from({ length: count }, () => c.array(c.bytes(key), c.bytes(signature))))]));

  it.each<[string, string, string | null]>([
    ["nobody's", tx(c.map()), null],
    ["a key of another length", signed(1, "07"), "signature 0 is not one of the body's hash"],
    ["a signature of another length", signed(1, "07".repeat(32), ""), "signature 0 is not one of the body's hash"],
    ["noise", signed(2), "signature 0 is not one of the body's hash"],
    ["far too many", signed(401), "401 signatures are more than a transaction has"],
    ["broken witnesses", tx("ff"), "the witnesses cannot be read"],
  ])("%s", (_name, hex, expected) => {
    expect(check(hex)).toBe(expected);
  });

  it("refuses what is no witness", () => {
    expect(() => check(tx(c.map([c.int(0), c.array(c.int(1))])))).toThrow(
      "key witness: expected an array, found integer",
    );
  });
});
