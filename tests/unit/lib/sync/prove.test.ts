import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { prove, type Balances } from "@/lib/sync/prove";

const token = "ab".repeat(28);
const other = "cd".repeat(28);

type Given = Parameters<typeof prove>[0];

const agreeing: Given = {
  computed: { lovelace: 10n, [token]: 5n },
  onChain: { lovelace: 10n, [token]: 5n },
  withdrawals: { computed: 3n, onChain: 3n },
  quarantined: 0,
};

const row = (computed: string, onChain: string, difference: string) => ({ computed, onChain, difference });
const sumReason = "Our sum differs from the chain's unspent outputs.";

interface Case {
  readonly name: string;
  readonly given: Partial<Given>;
  readonly assets?: ReturnType<typeof prove>["assets"];
  readonly first: ReturnType<typeof prove>["firstDivergence"];
}

const cases: readonly Case[] = [
  { name: "all is equal", given: {}, first: null },
  {
    name: "nothing is held on either side",
    given: { computed: {}, onChain: {} },
    assets: [{ unit: "lovelace", ...row("0", "0", "0") }],
    first: null,
  },
  {
    name: "a unit that was spent whole is not held by the chain",
    given: { computed: { lovelace: 10n, [token]: 5n, [other]: 0n } },
    first: null,
  },
  {
    name: "a unit is missing in our sum",
    given: { computed: { lovelace: 10n } },
    assets: [
      { unit: "lovelace", ...row("10", "10", "0") },
      { unit: token, ...row("0", "5", "-5") },
    ],
    first: { unit: token, ...row("0", "5", "-5"), reason: sumReason },
  },
  {
    name: "a unit is in our sum that the chain does not have",
    given: { onChain: { lovelace: 10n } },
    assets: [
      { unit: "lovelace", ...row("10", "10", "0") },
      { unit: token, ...row("5", "0", "5") },
    ],
    first: { unit: token, ...row("5", "0", "5"), reason: sumReason },
  },
  {
    name: "ADA is off by one",
    given: { computed: { lovelace: 9n, [token]: 5n } },
    assets: [
      { unit: "lovelace", ...row("9", "10", "-1") },
      { unit: token, ...row("5", "5", "0") },
    ],
    first: { unit: "lovelace", ...row("9", "10", "-1"), reason: sumReason },
  },
  {
    name: "a token is off by one where a float would not see it",
    given: { computed: { lovelace: 10n, [token]: 2n ** 63n }, onChain: { lovelace: 10n, [token]: 2n ** 63n + 1n } },
    assets: [
      { unit: "lovelace", ...row("10", "10", "0") },
      { unit: token, ...row("9223372036854775808", "9223372036854775809", "-1") },
    ],
    first: { unit: token, ...row("9223372036854775808", "9223372036854775809", "-1"), reason: sumReason },
  },
  {
    name: "the differences of two units cancel",
    given: { computed: { lovelace: 11n, [token]: 4n } },
    assets: [
      { unit: "lovelace", ...row("11", "10", "1") },
      { unit: token, ...row("4", "5", "-1") },
    ],
    first: { unit: "lovelace", ...row("11", "10", "1"), reason: sumReason },
  },
  {
    name: "one token stands where the chain has another",
    given: { computed: { lovelace: 10n, [other]: 5n } },
    assets: [
      { unit: "lovelace", ...row("10", "10", "0") },
      { unit: token, ...row("0", "5", "-5") },
      { unit: other, ...row("5", "0", "5") },
    ],
    first: { unit: token, ...row("0", "5", "-5"), reason: sumReason },
  },
  {
    name: "our sum is below nothing",
    given: { computed: { lovelace: 10n, [token]: 5n, [other]: -1n } },
    assets: [
      { unit: "lovelace", ...row("10", "10", "0") },
      { unit: token, ...row("5", "5", "0") },
      { unit: other, ...row("-1", "0", "-1") },
    ],
    first: { unit: other, ...row("-1", "0", "-1"), reason: sumReason },
  },
  {
    name: "a withdrawal was not seen",
    given: { withdrawals: { computed: 2n, onChain: 3n } },
    first: {
      unit: "lovelace",
      ...row("2", "3", "-1"),
      reason: "The rewards that we saw withdrawn are not those of the account.",
    },
  },
  {
    name: "a withdrawal counts twice and the sums of units agree",
    given: { withdrawals: { computed: 6n, onChain: 3n } },
    first: {
      unit: "lovelace",
      ...row("6", "3", "3"),
      reason: "The rewards that we saw withdrawn are not those of the account.",
    },
  },
  { name: "the wallet has no stake key", given: { withdrawals: null }, first: null },
  {
    name: "a unit and the withdrawals differ: the unit is told",
    given: { onChain: { lovelace: 9n, [token]: 5n }, withdrawals: { computed: 0n, onChain: 1n } },
    assets: [
      { unit: "lovelace", ...row("10", "9", "1") },
      { unit: token, ...row("5", "5", "0") },
    ],
    first: { unit: "lovelace", ...row("10", "9", "1"), reason: sumReason },
  },
  {
    name: "one transaction is set aside",
    given: { computed: { lovelace: 10n }, quarantined: 1 },
    assets: [
      { unit: "lovelace", ...row("10", "10", "0") },
      { unit: token, ...row("0", "5", "-5") },
    ],
    first: {
      unit: token,
      ...row("0", "5", "-5"),
      reason: "1 transaction could not be read and is missing from our sum.",
    },
  },
  {
    name: "several are set aside",
    given: { onChain: { lovelace: 10n }, quarantined: 2 },
    assets: [
      { unit: "lovelace", ...row("10", "10", "0") },
      { unit: token, ...row("5", "0", "5") },
    ],
    first: {
      unit: token,
      ...row("5", "0", "5"),
      reason: "2 transactions could not be read and are missing from our sum.",
    },
  },
  { name: "what was set aside moved nothing", given: { quarantined: 1 }, first: null },
];

describe("prove", () => {
  it.each(cases)("$name", ({ given, assets, first }) => {
    const whole: Given = { ...agreeing, ...given };
    const { withdrawals } = whole;
    expect(prove(whole)).toEqual({
      proven: first === null,
      assets: assets ?? [
        { unit: "lovelace", ...row("10", "10", "0") },
        { unit: token, ...row("5", "5", "0") },
      ],
      withdrawals:
        withdrawals === null
          ? null
          : row(
              withdrawals.computed.toString(),
              withdrawals.onChain.toString(),
              (withdrawals.computed - withdrawals.onChain).toString(),
            ),
      firstDivergence: first,
    });
  });

  it("says yes where every unit is equal, and only there", () => {
    const quantity = fc.bigInt({ min: -3n, max: 3n });
    const balances = fc.dictionary(fc.constantFrom("lovelace", token, other), quantity);
    fc.assert(
      fc.property(balances, balances, (computed: Balances, onChain: Balances) => {
        const units = new Set([...Object.keys(computed), ...Object.keys(onChain)]);
        const isEqual = [...units].every((unit) => (computed[unit] ?? 0n) === (onChain[unit] ?? 0n));
        const { proven, assets } = prove({ computed, onChain, withdrawals: null, quarantined: 0 });
        return proven === isEqual && assets.every(({ difference }) => difference === "0") === isEqual;
      }),
    );
  });
});
