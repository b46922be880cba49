import { describe, expect, it } from "vitest";
import type { Unit } from "@/lib/cardano/brand";
import { parsePaymentAddress } from "@/lib/cardano/parse-payment-address";
import { decodePlutusData, type PlutusData } from "@/lib/cardano/plutus-data";
import { lovelace } from "@/lib/cardano/unit";
import type { RecordedTx } from "@/lib/explain/recorded-tx";
import type { RawOutput, RawTx } from "@/lib/ledger/raw-tx";
import { DatumError, intAt } from "@/lib/protocols/datum";
import type { PoolState } from "@/lib/protocols/pool";
import { matchScript } from "@/lib/protocols/registry";
import { splash } from "@/lib/protocols/splash";
import { recordedTxs } from "@/tests/support/recorded-explained";
import { isRecordedHere, unlessRecorded } from "@/tests/support/recorded-files";

interface Seen {
  readonly data: PlutusData;
  readonly state: PoolState;
}

/** Neither protocol's reader asks for the LP token's name. */
const anyLp = lovelace;

function poolAmong(outputs: readonly RawOutput[], protocol: string, tx: RawTx): Seen {
  const [seen] = outputs.flatMap(({ address, datum, value }) => {
    const payment = parsePaymentAddress(address)?.payment;
    const match = payment?.kind === "script" ? matchScript(payment.hash) : null;
    if (match?.id !== protocol || match.fact.role !== "pool") return [];
    const cbor =
      datum.kind === "inline" ? datum.cborHex : datum.kind === "hash" ? tx.witnessDatums.get(datum.hash) : undefined;
    const reader = match.protocol.pools;
    if (cbor === undefined || reader === undefined) return [];
    const data = decodePlutusData(cbor);
    return [{ data, state: reader.read({ data, value, lp: anyLp }) }];
  });
  if (seen === undefined) throw new Error(`no pool of ${protocol} in ${tx.hash}`);
  return seen;
}

function beforeAndAfter({ tx }: RecordedTx, protocol: string): { before: Seen; after: Seen } {
  const spent = tx.inputs.flatMap(({ resolved }) => resolved ?? []);
  return { before: poolAmong(spent, protocol, tx), after: poolAmong(tx.outputs, protocol, tx) };
}

/** What a constant product pays for what went in, of which it keeps a fee: the protocols' own formula. */
function paidFor(given: bigint, reserveIn: bigint, reserveOut: bigint, kept: bigint, of: bigint): bigint {
  const counted = given * (of - kept);
  return (reserveOut * counted) / (reserveIn * of + counted);
}

/** A price in thousandths. */
const rounded = (x: bigint, y: bigint): bigint => (x * 2_000n + y) / (y * 2n);

const reservesOf = ({ state }: Seen): readonly [bigint, bigint] => {
  const [x = 0n, y = 0n] = state.reserves.values();
  return [x, y];
};

describe.skipIf(!isRecordedHere)(`Reserves by which recorded swaps come out to the unit${unlessRecorded}`, () => {
  const txs = isRecordedHere ? ["prise-dex", "scalus-mainnet-blocks"].flatMap(recordedTxs) : [];
  const recorded = (start: string): RecordedTx => {
    const found = txs.find(({ tx }) => tx.hash.startsWith(start));
    if (found === undefined) throw new Error(`${start} was not recorded`);
    return found;
  };

  it("SundaeSwap V1: 2 ADA of the pool are no reserve", () => {
    const { before, after } = beforeAndAfter(recorded("0dd5f01748068cd6"), "sundae-v1");
    const [adaBefore, newmBefore] = reservesOf(before);
    const [adaAfter, newmAfter] = reservesOf(after);
    const fee = [intAt(before.data, 3, 0), intAt(before.data, 3, 1)] as const;
    expect({
      ada: adaBefore,
      paid: paidFor(adaAfter - adaBefore, adaBefore, newmBefore, fee[0], fee[1]),
    }).toEqual({ ada: 22_146_848_021n, paid: newmBefore - newmAfter });
  });

  it("Splash royalty pools: treasury and royalties stand apart", () => {
    const { before, after } = beforeAndAfter(recorded("ae57d8cedd35024e"), "splash");
    const [ada, token] = reservesOf(before);
    expect(rounded(ada, token)).toBe(137_041n);
    const [adaAfter, tokenAfter] = reservesOf(after);
    expect(rounded(adaAfter, tokenAfter)).toBe(144_301n);
  });

  it("Splash royalty pools: each recorded swap pays what the formula says", () => {
    const swaps = ["ae57d8cedd35024e", "af9ea5e8c8d19ced", "d72224bcd378a4d0", "ed198c3d9d604ca2"].map((start) => {
      const { before, after } = beforeAndAfter(recorded(start), "splash");
      const [x0, y0] = reservesOf(before);
      const [x1, y1] = reservesOf(after);
      // What treasury and makers take of the swap left the reserves as soon as it came in.
      const apart = (seen: Seen, ...at: number[]) => at.reduce((sum, i) => sum + intAt(seen.data, i), 0n);
      const gaveX = x1 > x0;
      const [given, paid] = gaveX
        ? [x1 - x0 + apart(after, 7, 9) - apart(before, 7, 9), y0 - y1]
        : [y1 - y0 + apart(after, 8, 10) - apart(before, 8, 10), x0 - x1];
      const fee = 100_000n - intAt(before.data, 4) + apart(before, 5, 6);
      return { start, paid, byFormula: paidFor(given, gaveX ? x0 : y0, gaveX ? y0 : x0, fee, 100_000n) };
    });
    for (const { paid, byFormula } of swaps) expect(byFormula - paid).toBeOneOf([0n, 1n]);
    expect(swaps.map(({ paid }) => paid > 0n)).toEqual([true, true, true, true]);
  });
});

describe("Splash pools of other forms", () => {
  const asset = (policy: string, name = ""): PlutusData => ({
    kind: "constr",
    alternative: 0,
    fields: [
      { kind: "bytes", hex: policy },
      { kind: "bytes", hex: name },
    ],
  });
  const int = (value: bigint): PlutusData => ({ kind: "int", value });
  const policies = ["11", "22", "33"].map((byte) => byte.repeat(28)) as [string, string, string];
  const head = [asset(policies[0]), asset(""), asset(policies[1]), asset(policies[2])];
  const lp = policies[2] as Unit;
  const token = policies[1] as Unit;
  const value = new Map<Unit, bigint>([
    [lovelace, 1_000n],
    [token, 2_000n],
    [lp, 9_223_372_036_854_775_807n - 500n],
  ]);
  const read = (...rest: PlutusData[]) =>
    splash.pools.read({ data: { kind: "constr", alternative: 0, fields: [...head, ...rest] }, value, lp });
  const ints = (...values: number[]) => values.map((each) => int(BigInt(each)));

  it("with a fee switch keep the treasury in the seventh and eighth field", () => {
    expect(read(...ints(99_700, 10, 30, 40, 0, 0, 0))).toEqual({
      supply: 500n,
      reserves: new Map([
        [lovelace, 970n],
        [token, 1_960n],
      ]),
    });
  });

  it("with a fee for each direction keep it one field later", () => {
    expect(read(...ints(99_700, 99_600, 10, 30, 40, 0, 0, 0)).reserves).toEqual(
      new Map([
        [lovelace, 970n],
        [token, 1_960n],
      ]),
    );
  });

  it("are refused where their form is unknown, stable pools among them", () => {
    expect(() => read(...ints(1, 2, 3))).toThrow(DatumError);
    const stable: PlutusData = {
      kind: "constr",
      alternative: 0,
      fields: [
        asset(policies[0]),
        int(200n),
        ...head.slice(1, 3),
        ...ints(1, 1),
        asset(policies[2]),
        ...ints(0, 0, 0, 0, 0, 0, 0, 0),
      ],
    };
    expect(() => splash.pools.read({ data: stable, value, lp })).toThrow(DatumError);
  });
});
