import type { Unit } from "@/lib/cardano/brand";
import { parseUnit } from "@/lib/cardano/unit";
import { DatumError, intAt, itemsAt } from "@/lib/protocols/datum";
import { minswapStablePools } from "@/lib/protocols/minswap-stable-pools";
import type { Pool, PoolReader, PoolUtxo } from "@/lib/protocols/pool";
import { datumOf, holdsOne, sameFee, toldReserves } from "@/lib/protocols/pool-parts";

const denominator = 10_000_000_000n;

interface Terms {
  readonly poolUnit: Unit;
  readonly lpUnit: Unit;
  readonly multiples: ReadonlyMap<Unit, bigint>;
  readonly feeNumerator: bigint;
}

function termsIn(line: string): [script: string, terms: Terms] {
  const [script = "", nft = "", lp = "", a = "", b = "", multipleA = "1", multipleB = "1", fee = "0"] = line.split(" ");
  const multiples = new Map([
    [parseUnit(a), BigInt(multipleA)],
    [parseUnit(b), BigInt(multipleB)],
  ]);
  return [script, { poolUnit: parseUnit(nft), lpUnit: parseUnit(lp), multiples, feeNumerator: BigInt(fee) }];
}

const termsByScript = new Map(minswapStablePools.trim().split("\n").map(termsIn));
const unitsByLp = new Map([...termsByScript.values()].map(({ lpUnit, poolUnit }) => [lpUnit, poolUnit]));

/** `[balance, …], totalLiquidity, amplification, orderHash`; fees of Minswap's lie there too. No recorded swap proves it. */
function read(utxo: PoolUtxo): Pool | null {
  const terms = termsByScript.get(utxo.script);
  if (terms === undefined || !holdsOne(utxo.value, terms.poolUnit)) return null;
  const data = datumOf(utxo);
  const units = [...terms.multiples.keys()];
  if (itemsAt(data, 0).length !== units.length) throw new DatumError("the pool has another number of balances");
  const reserves = toldReserves(
    utxo.value,
    units.map((unit, i) => [unit, intAt(data, 0, i)] as const),
  );
  const { poolUnit, lpUnit, multiples, feeNumerator } = terms;
  return {
    poolUnit,
    lpUnit,
    supply: intAt(data, 1),
    reserves,
    fees: sameFee(reserves, { numerator: feeNumerator, denominator }),
    curve: { kind: "stable", rule: "minswap", ann: BigInt(units.length) * intAt(data, 2), multiples, invariant: null },
  };
}

export const minswapStableReader: PoolReader = { poolUnit: (lp) => unitsByLp.get(lp) ?? null, read };
