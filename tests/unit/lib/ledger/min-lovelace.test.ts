import { expect, it } from "vitest";
import { lovelace, parseUnit, unitOf } from "@/lib/cardano/unit";
import { minLovelace } from "@/lib/ledger/min-lovelace";

const policy = (byte: string) => byte.repeat(28);
const ada = [lovelace, 5_000_000n] as const;
const base = { addressLength: 57, datum: "none" } as const;

it("is what the ledger asks of an output with nothing but ADA", () => {
  expect(minLovelace({ ...base, value: new Map([ada]) })).toBe(978_370n);
  expect(minLovelace({ ...base, addressLength: 29, value: new Map([ada]) })).toBe(857_690n);
});

it("grows with policies, names and quantities, byte by byte", () => {
  const token = unitOf(policy("ab"), "544f4b454e");
  const long = unitOf(policy("ab"), "00".repeat(32));
  const other = parseUnit(policy("cd"));
  const minimum = (value: readonly (readonly [typeof token, bigint])[]) =>
    minLovelace({ ...base, value: new Map([ada, ...value]) });
  // Pair and maps of one: 3 bytes; policy 30; name 6; quantity 1.
  expect(minimum([[token, 1n]])).toBe(978_370n + 40n * 4310n);
  expect(minimum([[token, 24n]])).toBe(978_370n + 41n * 4310n);
  expect(minimum([[token, 2n ** 63n - 1n]])).toBe(978_370n + 48n * 4310n);
  expect(
    minimum([
      [token, 1n],
      [long, 1n],
    ]),
  ).toBe(978_370n + (40n + 35n) * 4310n);
  expect(
    minimum([
      [token, 1n],
      [other, 1n],
    ]),
  ).toBe(978_370n + (40n + 33n) * 4310n);
});

it("counts a datum", () => {
  const value = new Map([ada]);
  expect(minLovelace({ ...base, value, datum: "hash" })).toBe(978_370n + 37n * 4310n);
  expect(minLovelace({ ...base, value, datum: { inlineBytes: 100 } })).toBe(978_370n + 107n * 4310n);
});
