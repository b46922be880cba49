import { describe, expect, it } from "vitest";
import type { Unit } from "@/lib/cardano/brand";
import { parsePaymentAddress } from "@/lib/cardano/parse-payment-address";
import { decodePlutusData } from "@/lib/cardano/plutus-data";
import { splitUnit } from "@/lib/cardano/unit";
import type { RawOutput, RawTx } from "@/lib/ledger/raw-tx";
import { matchScript, matchUnit } from "@/lib/protocols/registry";
import { shareOf, type PoolState } from "@/lib/protocols/pool";
import { isRecordedHere, unlessRecorded } from "../../../support/recorded-files";
import { recordedTxs } from "../../../support/recorded-explained";

const folders = ["prise-dex", "scalus-mainnet-blocks", "amaru-treasury", "maestro-spec-example"];

interface SeenPool {
  readonly protocol: string;
  readonly unit: Unit;
  readonly state: PoolState;
}

/** The pool in an output at a pool script, told by each unit that its protocol could have named it by. */
function poolIn(output: RawOutput, tx: RawTx, lpUnits: readonly Unit[]): SeenPool[] {
  const payment = parsePaymentAddress(output.address)?.payment;
  const match = payment?.kind === "script" ? matchScript(payment.hash) : null;
  const reader = match?.protocol.pools;
  if (match?.fact.role !== "pool" || reader === undefined) return [];
  const { datum } = output;
  const cbor =
    datum.kind === "inline" ? datum.cborHex : datum.kind === "hash" ? tx.witnessDatums.get(datum.hash) : undefined;
  if (cbor === undefined) return [];
  return lpUnits.flatMap((lp) => {
    const unit = matchUnit(lp)?.id === match.id ? reader.poolUnit(lp) : null;
    if (unit === null || !output.value.has(unit)) return [];
    return [
      { protocol: match.id, unit, state: reader.read({ data: decodePlutusData(cbor), value: output.value, lp }) },
    ];
  });
}

/** LP units as a holder could have them: those seen, and those that pool NFTs of Sundae and Minswap V1 stand for. */
function lpUnitsOf(txs: readonly RawTx[]): Unit[] {
  const seen = new Set(
    txs.flatMap(({ outputs, inputs }) =>
      [...outputs, ...inputs.flatMap(({ resolved }) => resolved ?? [])].flatMap(({ value }) => [...value.keys()]),
    ),
  );
  const named = [...seen].flatMap((unit) => {
    const { policyId = "", assetName = "" } = splitUnit(unit) ?? {};
    if (assetName.startsWith("000de140")) return [`${policyId}0014df10${assetName.slice(8)}` as Unit];
    if (assetName.startsWith("7020")) return [`${policyId}6c7020${assetName.slice(4)}` as Unit];
    return policyId.startsWith("0be55d26")
      ? [`e4214b7cce62ac6fbba385d164df48e157eae5863521b4b67ca71d86${assetName}` as Unit]
      : [];
  });
  return [...new Set([...seen, ...named])].filter((unit) => matchUnit(unit)?.protocol.pools?.poolUnit(unit) != null);
}

const product = ({ reserves }: PoolState) => [...reserves.values()].reduce((all, reserve) => all * reserve, 1n);

describe.skipIf(!isRecordedHere)(`Pools as they were recorded${unlessRecorded}`, () => {
  const txs = isRecordedHere ? folders.flatMap(recordedTxs).map(({ tx }) => tx) : [];
  const lpUnits = lpUnitsOf(txs);
  const pairs = txs.flatMap((tx) => {
    const before = tx.inputs.flatMap(({ resolved }) => (resolved === null ? [] : poolIn(resolved, tx, lpUnits)));
    const after = tx.outputs.flatMap((output) => poolIn(output, tx, lpUnits));
    return after.map((pool) => ({ tx, pool, before: before.find(({ unit }) => unit === pool.unit) ?? null }));
  });

  it("all read as two reserves and a supply", () => {
    const counts: Record<string, number> = {};
    for (const { pool } of pairs) {
      counts[pool.protocol] = (counts[pool.protocol] ?? 0) + 1;
      expect(pool.state.reserves.size).toBe(2);
      expect(pool.state.supply).toBeGreaterThan(0n);
      expect([...(shareOf(pool.state, pool.state.supply) ?? [])]).toEqual([...pool.state.reserves]);
    }
    expect(counts).toEqual({
      "minswap-v1": 6,
      "minswap-v2": 487,
      "sundae-v1": 1,
      "sundae-v3": 40,
      "wingriders-v1": 2,
    });
  });

  it("never lose by a trade: the product of the reserves grows while the supply stays", () => {
    const trades = pairs.flatMap(({ tx, pool, before }) =>
      before !== null && before.state.supply === pool.state.supply ? [{ tx, pool, before }] : [],
    );
    const lost = trades.filter(({ pool, before }) => product(pool.state) < product(before.state));
    expect({ trades: trades.length, lost: lost.map(({ tx, pool }) => [tx.hash, pool.protocol]) }).toEqual({
      trades: 474,
      lost: [],
    });
  });
});
