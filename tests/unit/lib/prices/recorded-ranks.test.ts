import Fraction from "fraction.js";
import { describe, expect, test } from "vitest";
import type { Unit } from "@/lib/cardano/brand";
import { decodePlutusData } from "@/lib/cardano/plutus-data";
import type { TransactionEvent } from "@/lib/ledger/transaction-event";
import { valueText } from "@/lib/market/decimal-text";
import { worthOf } from "@/lib/portfolio/worth-of";
import { ownFills, tradeActions, type TradedSum } from "@/lib/prices/own-fills";
import { pastPrice, type PastPrice } from "@/lib/prices/past-price";
import { poolPoints } from "@/lib/market/pool-points";
import { isRecordedHere, readRecorded, unlessRecorded } from "@/tests/support/recorded-files";
import { explainedWallets, recordedTxs } from "@/tests/support/recorded-explained";
import type { RecordedAmount, RecordedUtxo } from "@/tests/support/recorded-folder";

const folders = ["prise-dex", "scalus-mainnet-blocks", "amaru-treasury", "maestro-spec-example"] as const;
const place = { height: 9_000_000, txIndex: 0, at: Date.UTC(2024, 0, 10, 12) };

interface Payload {
  readonly inputs: readonly RecordedUtxo[];
  readonly outputs: readonly RecordedUtxo[];
}
const payloadOf = (folder: string, hash: string) => readRecorded(`${folder}/utxos/${hash}.json`) as Payload;

/** By which token each exchange's pools are known, which policies are its own, and what of the payload is no reserve. */
const exchanges = [
  {
    dex: "minswap-v2",
    mark: "f5808c2c990d86da54bfc97d89cee6efa20cd8461616359478d96b4c4d5350",
    own: ["f5808c2c990d86da54bfc97d89cee6efa20cd8461616359478d96b4c"],
    // The datum tells them: its fifth and sixth field, ADA first.
    reserves: ({ inline_datum: datum }: RecordedUtxo) => [intAt(datum, 4), intAt(datum, 5)],
  },
  {
    dex: "minswap-v1",
    mark: "13aa2accf2e1561723aa26871e071fdf32c867cff7e7d50ad470d62f4d494e53574150",
    own: [
      "13aa2accf2e1561723aa26871e071fdf32c867cff7e7d50ad470d62f",
      "e4214b7cce62ac6fbba385d164df48e157eae5863521b4b67ca71d86",
      "0be55d262b29f564998ff81efe21bdc0022621c12f15af08d0f2ddb1",
    ],
    reserves: (_: RecordedUtxo, lovelace: bigint, tokens: bigint) => [lovelace, tokens],
  },
  {
    dex: "sundae-v3",
    mark: "e0302560ced2fdcbfcb2602697df970cd0d6a38f94b32703f51c312b000de140",
    own: ["e0302560ced2fdcbfcb2602697df970cd0d6a38f94b32703f51c312b"],
    // What the protocol keeps lies there too: the datum's eighth field.
    reserves: ({ inline_datum: datum }: RecordedUtxo, lovelace: bigint, tokens: bigint) => [
      lovelace - intAt(datum, 7),
      tokens,
    ],
  },
] as const;

function intAt(datum: string | null | undefined, field: number): bigint {
  const data = decodePlutusData(datum ?? "");
  const part = data.kind === "constr" ? data.fields[field] : undefined;
  if (part?.kind !== "int") throw new Error(`no integer in field ${field}`);
  return part.value;
}

interface PayloadPool {
  readonly dex: string;
  /** Its own tokens with how many lie there, which no swap changes. */
  readonly name: string;
  readonly unit: Unit;
  readonly amounts: readonly [lovelace: bigint, tokens: bigint];
  /** Lovelace and tokens that make the price. */
  readonly reserves: readonly bigint[];
}

/** The pools of ADA and one token among rows of a payload, read from its figures alone. */
function poolsIn(rows: readonly RecordedUtxo[]): PayloadPool[] {
  return rows.flatMap((row) => {
    const exchange = exchanges.find(({ mark }) => row.amount.some(({ unit }) => unit.startsWith(mark)));
    if (exchange === undefined || row.collateral === true || row.reference === true) return [];
    const isOwn = ({ unit }: RecordedAmount) => exchange.own.some((policy) => unit.startsWith(policy));
    const [lovelace, token, ...more] = row.amount.filter((each) => !isOwn(each));
    if (lovelace?.unit !== "lovelace" || token === undefined || more.length > 0) return [];
    const amounts = [BigInt(lovelace.quantity), BigInt(token.quantity)] as const;
    const name = row.amount
      .filter(isOwn)
      .map(({ unit, quantity }) => `${unit} ${quantity}`)
      .sort()
      .join();
    const unit = token.unit as Unit;
    return [{ dex: exchange.dex, name, unit, amounts, reserves: exchange.reserves(row, ...amounts) }];
  });
}

/** With whatever stake credential, or none. */
const v2Order = /^addr1[wxz]8p79rpkcdz8x9d6tft0x0dx5mwuzac2sa4gm8cvkw5hc/;

/** What the one pool took and gave in a payload that carries out one order of Minswap V2's and nothing else. */
function loneSwap({ inputs, outputs }: Payload): { unit: Unit; lovelace: bigint; tokens: bigint } | null {
  // Not all recordings tell what was spent.
  if (inputs.some((row) => !("address" in row))) return null;
  const orders = inputs.filter(({ address, reference }) => reference !== true && v2Order.test(address));
  // A route goes through a pool of two tokens as well.
  const marked = inputs.filter(({ amount }) => amount.some(({ unit }) => exchanges.some(({ mark }) => unit === mark)));
  const [before] = poolsIn(marked);
  const after = poolsIn(outputs).find(({ name }) => name === before?.name);
  if (orders.length !== 1 || marked.length !== 1 || before === undefined || after === undefined) return null;
  const [lovelace, tokens] = [after.amounts[0] - before.amounts[0], after.amounts[1] - before.amounts[1]];
  if (lovelace > 0n === tokens > 0n) return null;
  const size = (quantity: bigint) => (quantity < 0n ? -quantity : quantity);
  return { unit: before.unit, lovelace: size(lovelace), tokens: size(tokens) };
}

/** A transaction's legs as the database sums them for prices. */
function tradedSums(events: readonly TransactionEvent[]): TradedSum[] {
  const sums = new Map<string, TradedSum>();
  for (const { action, role, orderRef, unit, quantity } of events) {
    if (role !== "principal" || !tradeActions.some((each) => each === action)) continue;
    const key = `${action} ${orderRef ?? ""} ${unit}`;
    sums.set(key, { action, orderRef, unit, quantity: (sums.get(key)?.quantity ?? 0n) + quantity });
  }
  return [...sums.values()];
}

const told = (price: PastPrice | null | undefined) =>
  price && [price.price.toFraction(), price.rank, price.from?.txHash];

/** What the pools that a transaction left say of a unit at its very block. */
function outputPrice(tx: Parameters<typeof poolPoints>[0], unit: Unit): PastPrice | null {
  const points = poolPoints(tx, place).filter((point) => point.unit === unit);
  return pastPrice(
    place.at,
    points.map((before) => ({ before, after: null, close: null })),
    () => null,
  );
}

describe.skipIf(!isRecordedHere)(`Prices from recorded transactions${unlessRecorded}`, () => {
  test("of pool outputs rank as such, and are the reserves of the payload to the exact fraction", () => {
    const compared = folders.flatMap((folder) =>
      recordedTxs(folder).flatMap(({ tx }) => {
        const pools = poolsIn(payloadOf(folder, tx.hash).outputs);
        return pools.flatMap(({ dex, unit, reserves: [lovelace = 0n, tokens = 0n] }) => {
          if (pools.filter((other) => other.unit === unit).length > 1) return [];
          // One whose datum says a few lovelace is drained: no output holds so little.
          const expected =
            lovelace < 900_000n ? null : [new Fraction(lovelace, tokens).toFraction(), "output", tx.hash];
          return [{ dex, is: told(outputPrice(tx, unit)), expected }];
        });
      }),
    );
    expect(compared.filter(({ is, expected }) => JSON.stringify(is) !== JSON.stringify(expected))).toEqual([]);
    const count = (of: string) => compared.filter(({ dex }) => dex === of).length;
    expect(exchanges.map(({ dex }) => [dex, count(dex)])).toEqual([
      ["minswap-v2", 476],
      ["minswap-v1", 7],
      ["sundae-v3", 40],
    ]);
  });

  test("of the wallet's own fills are what the pool took and gave in the payload, and beat the pool's output", () => {
    const swapsIn = ["prise-dex", "scalus-mainnet-blocks"];
    const swaps = swapsIn.flatMap((folder) =>
      recordedTxs(folder).filter(({ tx }) => loneSwap(payloadOf(folder, tx.hash)) !== null),
    );
    const compared = swapsIn.flatMap((folder) =>
      explainedWallets(folder).flatMap(({ tx, classification: { events } }) => {
        const swap = loneSwap(payloadOf(folder, tx.hash));
        const [[unit, price] = [], ...more] = ownFills(tradedSums(events));
        if (swap === null || unit === undefined || price === undefined || more.length > 0) return [];
        const output = outputPrice(tx, unit);
        const facts = { unit, quantity: swap.tokens, at: new Date(place.at), rate: undefined, isLater: false };
        const ranked = [price, null].map((fill) => worthOf({ ...facts, fill, price: output }, null));
        return [
          {
            is: [unit, price.toFraction(), ...ranked.map(({ rank, ada }) => [rank, ada])],
            expected: [
              swap.unit,
              new Fraction(swap.lovelace, swap.tokens).toFraction(),
              ["fill", valueText(new Fraction(swap.lovelace).div(1_000_000))],
              ["output", ranked[1]?.ada],
            ],
            differs: ranked[0]?.ada !== ranked[1]?.ada,
          },
        ];
      }),
    );
    expect(compared.filter(({ is, expected }) => JSON.stringify(is) !== JSON.stringify(expected))).toEqual([]);
    const otherwise = compared.filter(({ differs }) => differs);
    expect([swaps.length, compared.length, otherwise.length]).toEqual([373, 373, 373]);
  });
});
