import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { stakeAddressOf } from "@/lib/cardano/stake-address";
import { lovelace } from "@/lib/cardano/unit";
import { sumByUnit, sumOf } from "@/lib/ledger/amounts";
import { totalsOf } from "@/lib/ledger/flows";
import { accountScope, addressScope, type OneScope } from "@/lib/ledger/ownership";
import type { RawTx } from "@/lib/ledger/raw-tx";
import { tell, type Told } from "@/lib/ledger/tell";
import { address, hashOf, hosky, input, output, rawTx } from "../../../support/raw-tx-fixture";

const stakeKeys = [hashOf("51"), hashOf("52")];
const homes = [...stakeKeys.map((key, i) => address("01", hashOf(`a${i}`), key)), address("61", hashOf("e1"))];
const strangers = [address("61", hashOf("f1")), address("61", hashOf("f2"))];
const wallets: readonly OneScope[] = [
  ...stakeKeys.map((hash) => accountScope(stakeAddressOf({ kind: "key", hash }, "mainnet"))),
  ...homes.slice(2).map((home) => addressScope(home)),
];

const amount = fc.record({ ada: fc.bigInt(1_000_000n, 10n ** 12n), tokens: fc.constantFrom(0n, 0n, 7n, 10n ** 18n) });
const side = (whose: readonly (typeof homes)[number][], length: { minLength?: number; maxLength: number }) =>
  fc.array(fc.record({ at: fc.constantFrom(...whose), amount }), length);

/** A transaction that the person's wallets pay, to anybody; what is left over goes to a stranger. */
const paid = fc.record({
  spent: side(homes, { minLength: 1, maxLength: 5 }),
  made: side([...homes, ...strangers], { maxLength: 5 }),
});

const tokensOf = (tokens: bigint): Record<string, bigint> => (tokens > 0n ? { [hosky]: tokens } : {});

function txOf({ spent, made }: typeof paid extends fc.Arbitrary<infer T> ? T : never): RawTx {
  const outputs = made.map(({ at, amount: { ada, tokens } }) => output(at, ada, tokensOf(tokens)));
  const fee = 200_000n;
  const cost = sumOf(outputs.map(({ value }) => value));
  const has = spent.reduce((sum, { amount: { ada } }) => sum + ada, 0n);
  const lacks = (cost.get(lovelace) ?? 0n) + fee - has;
  const tokens = spent.reduce((sum, each) => sum + each.amount.tokens, 0n) - (cost.get(hosky) ?? 0n);
  const [first, ...more] = spent;
  if (first === undefined) throw new Error("nothing is spent");
  const topUp = { ada: lacks > 0n ? lacks : 0n, tokens: tokens < 0n ? -tokens : 0n };
  const inputs = [
    input(first.at, first.amount.ada + topUp.ada, tokensOf(first.amount.tokens + topUp.tokens)),
    ...more.map(({ at, amount: each }) => input(at, each.ada, tokensOf(each.tokens))),
  ];
  const rest = lacks < 0n ? -lacks : 0n;
  const change =
    rest > 0n || tokens > 0n ? [output(strangers[0] ?? first.at, rest, tokensOf(tokens > 0n ? tokens : 0n))] : [];
  return rawTx({ inputs, outputs: [...outputs, ...change], feeLovelace: fee, signers: [] });
}

function tellAll(tx: RawTx, order: readonly OneScope[]): Map<OneScope, Told> {
  return new Map(
    wallets.map((own) => [
      own,
      tell(
        tx,
        own,
        order.filter((other) => other !== own),
        () => undefined,
        () => 0,
      ),
    ]),
  );
}

describe("A payment out of any of a person's wallets", () => {
  it("is told once, with one fee, and every row's legs are its flows", () => {
    fc.assert(
      fc.property(paid, (parts) => {
        const tx = txOf(parts);
        const told = [...tellAll(tx, wallets).values()];
        for (const { delta, classification } of told) {
          expect(sumByUnit(classification.events)).toEqual(totalsOf(delta.flows));
        }
        expect(told.flatMap(({ delta }) => delta.feeLovelace ?? [])).toEqual([200_000n]);
        const outside = told.flatMap(({ classification }) =>
          classification.events.filter(({ action, role }) => action !== "internal_transfer" && role !== "network_fee"),
        );
        const got = tx.outputs.filter(({ address: at }) => strangers.includes(at)).map(({ value }) => value);
        const sent = sumByUnit(outside.map(({ unit, quantity }) => ({ unit, quantity: -quantity })));
        expect(sent).toEqual(sumOf(got));
      }),
      { numRuns: 300 },
    );
  });

  it("is told the same in whatever order the wallets are known", () => {
    fc.assert(
      fc.property(paid, fc.shuffledSubarray([...wallets], { minLength: wallets.length }), (parts, order) => {
        const tx = txOf(parts);
        expect([...tellAll(tx, order).values()]).toEqual([...tellAll(tx, wallets).values()]);
      }),
      { numRuns: 100 },
    );
  });
});
