import fc, { type Arbitrary } from "fast-check";
import { describe, expect, it } from "vitest";
import { normaliseCbor } from "@/lib/blockfrost/normalise-cbor";
import { resolvedRows } from "@/lib/blockfrost/normalise-rows";
import { transactionUtxosSchema } from "@/lib/blockfrost/schemas";
import { decodeTransaction } from "@/lib/cardano/decode-transaction";
import { TransactionDecodeError } from "@/lib/cardano/transaction-decode-error";
import { ownersOf, perspectiveOf } from "@/lib/explain/perspectives";
import { findRecordings, readAnswer } from "@/lib/explain/recording";
import { label } from "@/lib/ledger/label";
import type { WalletScope } from "@/lib/ledger/ownership";
import { outRefKey, type RawTx } from "@/lib/ledger/raw-tx";
import { toRows } from "@/lib/ledger/to-rows";
import { walletDelta } from "@/lib/ledger/wallet-delta";
import { anyItem, otherItem, regionsOf, tornItem, withRegion, type Regions } from "@/tests/support/mutate-transaction";
import { isRecordedHere, unlessRecorded } from "@/tests/support/recorded-files";

const root = "../shared/cardano/recorded";
const point = { blockHeight: 1, txIndex: 0, blockTime: new Date(0), blockHash: null };

/** A recorded transaction's bytes, the outputs that it spends, and everybody whom it concerns. */
interface Recorded {
  readonly tx: RawTx;
  readonly hex: string;
  readonly network: "mainnet" | "testnet";
  readonly spent: ReturnType<typeof resolvedRows>;
  readonly owners: readonly WalletScope[];
  readonly regions: Regions;
  /** What counts of it for each of the owners. */
  readonly values: readonly ReturnType<typeof valueOf>[];
}

function read({ network, spent }: Pick<Recorded, "network" | "spent">, hex: string): RawTx {
  const tx = normaliseCbor(hex, decodeTransaction(hex, network).hash, network);
  return { ...tx, inputs: tx.inputs.map(({ ref }) => ({ ref, resolved: spent.get(outRefKey(ref)) ?? null })) };
}

function recorded(): Recorded[] {
  return findRecordings(root).flatMap((recording) =>
    recording.hashes.flatMap((hash): Recorded[] => {
      const answer = readAnswer(recording, "cbor", hash) as { cbor: string } | undefined;
      const utxos = transactionUtxosSchema.safeParse(readAnswer(recording, "utxos", hash));
      if (answer === undefined || !utxos.success) return [];
      const isTest = utxos.data.outputs.some(({ address }) => address.startsWith("addr_test"));
      const given = {
        hex: answer.cbor,
        network: isTest ? ("testnet" as const) : ("mainnet" as const),
        spent: resolvedRows(utxos.data.inputs),
      };
      const tx = read(given, answer.cbor);
      const inputs = tx.inputs.map(({ ref, resolved }) => ({ ref, output: resolved }));
      const owners = ownersOf(tx, inputs, new Set())
        .slice(0, 4)
        .map((owner) => perspectiveOf(owner, () => []).scope);
      if (owners.length === 0) return [];
      const values = owners.map((scope) => valueOf(tx, scope));
      return [{ ...given, tx, owners, values, regions: regionsOf(answer.cbor) }];
    }),
  );
}

const all = isRecordedHere ? recorded() : [];

/** What counts: the rows that value is folded from, and what of them waits for a further call. */
function valueOf(tx: RawTx, scope: WalletScope) {
  const delta = walletDelta(tx, scope, () => undefined);
  const rows = toRows(
    tx,
    point,
    delta,
    label(tx, scope, delta, () => performance.now()),
  );
  // A label must never grow with what a stranger wrote.
  expect(JSON.stringify([rows.transaction, rows.openings, rows.closings], plain).length).toBeLessThan(100_000);
  const { netLovelace, fee, deposit, withdrawal, valid } = rows.transaction;
  return { flows: rows.flows, netLovelace, fee, deposit, withdrawal, valid, needs: delta.needsFullInputs };
}

function plain(_: string, value: unknown): unknown {
  if (value instanceof Map) return [...value.entries()];
  return typeof value === "bigint" ? value.toString() : value;
}

const valuesOf = (tx: RawTx, { owners }: Recorded) => owners.map((scope) => valueOf(tx, scope));

interface Mutant {
  readonly source: Recorded;
  readonly hex: string;
}

function mutants(
  pick: (regions: Regions) => readonly Regions["witnesses"][],
  mutate: (hex: string) => Arbitrary<string>,
) {
  const fitting = all.filter(({ regions }) => pick(regions).length > 0);
  return fc
    .constantFrom(...fitting)
    .chain((source): Arbitrary<Mutant> =>
      fc
        .constantFrom(...pick(source.regions))
        .chain((region) => withRegion(source.hex, region, mutate).map((hex) => ({ source, hex }))),
    );
}

const runs = { numRuns: 250 };

/** Torn bytes in which two places could hold the validity flag are refused, whichever was torn. */
function readTorn(source: Recorded, hex: string): RawTx {
  try {
    return read(source, hex);
  } catch (error) {
    fc.pre(!String(error).includes("could stand in two places"));
    throw error;
  }
}

describe.skipIf(!isRecordedHere)(`value, whatever stands beside it${unlessRecorded}`, () => {
  it("is read of real transactions with witnesses, datums and auxiliary data of all kinds", () => {
    const count = (pick: (regions: Regions) => number) => all.filter(({ regions }) => pick(regions) > 0).length;
    expect(all.length).toBeGreaterThan(200);
    expect(count(({ besideValue }) => besideValue.length)).toBeGreaterThan(50);
    expect(count(({ witnessFields }) => witnessFields.length)).toBeGreaterThan(50);
    expect(count(({ auxiliaryData: { from, to } }) => to - from - 2)).toBeGreaterThan(50);
  });

  const beside = ({ besideValue }: Regions) => besideValue;
  const fields = ({ witnessFields }: Regions) => witnessFields;
  const auxiliary = ({ auxiliaryData }: Regions) => [auxiliaryData];

  it.each([
    ["outputs' datums and scripts", mutants(beside, otherItem)],
    ["witness datums, redeemers and scripts that are others", mutants(fields, () => anyItem)],
    ["auxiliary data that are others", mutants(auxiliary, () => anyItem)],
    ["auxiliary data that are torn", mutants(auxiliary, tornItem)],
  ])("stays the same with %s, and what is said of it is bounded", (_, arbitrary) => {
    fc.assert(
      fc.property(arbitrary, ({ source, hex }) => {
        expect(valuesOf(readTorn(source, hex), source)).toEqual(source.values);
      }),
      runs,
    );
  });

  it("stays the same with witnesses that are torn, but for whose keys have signed", () => {
    fc.assert(
      fc.property(
        mutants(({ witnesses }) => [witnesses], tornItem),
        ({ source, hex }) => {
          expect(valuesOf({ ...readTorn(source, hex), signers: source.tx.signers }, source)).toEqual(source.values);
        },
      ),
      runs,
    );
  });

  it("sums to the same without any word of who signed", () => {
    const sumsOf = ({ flows, netLovelace, withdrawal, valid }: ReturnType<typeof valueOf>) => {
      const totals = new Map<string, bigint>();
      for (const { unit, netChange } of flows) totals.set(unit, (totals.get(unit) ?? 0n) + netChange);
      return { totals, netLovelace, withdrawal, valid };
    };
    for (const source of all) {
      const unsigned = valuesOf({ ...source.tx, signers: null }, source);
      expect(unsigned.map(sumsOf)).toEqual(source.values.map(sumsOf));
    }
  });
});

describe("random bytes", () => {
  const transaction = fc.tuple(anyItem, anyItem, anyItem, anyItem).map((parts) => `84${parts.join("")}`);
  const noise = fc.uint8Array({ maxLength: 3_000 }).map((bytes) => Buffer.from(bytes).toString("hex"));

  it("are refused with a reason, in no time", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          noise,
          transaction,
          noise.map((hex) => `84a3${hex}`),
        ),
        (hex) => {
          const startedAt = performance.now();
          expect(() => decodeTransaction(hex, "mainnet")).toThrow(TransactionDecodeError);
          expect(performance.now() - startedAt).toBeLessThan(1_000);
        },
      ),
      { numRuns: 1_000 },
    );
  });
});
