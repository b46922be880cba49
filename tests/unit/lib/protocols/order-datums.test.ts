import { describe, expect, it } from "vitest";
import type { Unit } from "@/lib/cardano/brand";
import { buildAddress } from "@/lib/cardano/build-address";
import { decodePlutusData } from "@/lib/cardano/plutus-data";
import { lovelace, unitOf } from "@/lib/cardano/unit";
import { DatumError } from "@/lib/protocols/datum";
import type { OrderKind, OrderTerms } from "@/lib/protocols/order-terms";
import { protocols, type ProtocolId } from "@/lib/protocols/registry";
import type { Protocol } from "@/lib/protocols/protocol";
import { array, bytes, int } from "../../../support/cbor-hex";
import { amount, asset, constr, just, nothing, plutusAddress } from "../../../support/plutus-hex";
import { foreignKey as owner, hosky, ownStakeKey as stake } from "../../../support/raw-tx-fixture";

const policy = "77".repeat(28);
const name = "484f534b59";
const lp = unitOf("88".repeat(28), "4c50");
const [lpPolicy, lpName] = ["88".repeat(28), "4c50"];
const receiver = buildAddress({ kind: "key", hash: owner }, { kind: "key", hash: stake }, "mainnet");
const enterprise = buildAddress({ kind: "key", hash: owner }, null, "mainnet");
const address = plutusAddress(owner, stake);

function read(id: ProtocolId, cbor: string, value: [Unit, bigint][], kind: OrderKind | null = null): OrderTerms {
  const protocol: Protocol | undefined = protocols.find((each) => each.id === id);
  if (protocol?.readOrder === undefined) throw new Error(`${id} reads no orders`);
  return protocol.readOrder({ data: decodePlutusData(cbor), value: new Map(value), network: "mainnet", kind });
}

const ada = (quantity: bigint): [Unit, bigint] => [lovelace, quantity];
const hoskys = (quantity: bigint): [Unit, bigint] => [hosky, quantity];

/** Orders of protocols that no recorded transaction shows, in the form that their makers' sources give. */
const table: readonly { what: string; terms: OrderTerms; expected: OrderTerms }[] = [
  {
    what: "Minswap stable: withdraw into all assets",
    terms: read(
      "minswap-stable",
      constr(0, address, address, nothing, constr(2, array(int(5), int(6))), int(2_000_000), int(2_000_000)),
      [ada(4_000_000n), [lp, 30n]],
    ),
    expected: {
      kind: "withdraw",
      owners: [owner],
      receiver,
      offered: new Map([[lp, 30n]]),
      isOfferExact: true,
      wanted: [
        { unit: null, minimum: 5n },
        { unit: null, minimum: 6n },
      ],
      maxFeeLovelace: 2_000_000n,
      depositLovelace: 2_000_000n,
    },
  },
  {
    what: "WingRiders V2: B for A",
    terms: read(
      "wingriders-v2",
      constr(
        0,
        ...[int(2_000_000), address, address, bytes(""), constr(0), int(1_700_000_000_000)],
        ...[bytes(""), bytes(""), bytes(policy), bytes(name)],
        ...[constr(0, constr(1), int(9_000_000)), int(1), int(1)],
      ),
      [ada(4_000_000n), hoskys(70n)],
    ),
    expected: {
      kind: "swap",
      owners: [owner],
      receiver,
      offered: new Map([hoskys(70n)]),
      isOfferExact: false,
      wanted: [{ unit: lovelace, minimum: 9_000_000n }],
      maxFeeLovelace: null,
      depositLovelace: 2_000_000n,
    },
  },
  {
    what: "Spectrum: a swap whose owner has no stake key",
    terms: read(
      "spectrum",
      constr(
        0,
        ...[asset(), asset(policy, name), asset(lpPolicy, lpName), int(997), int(1), int(2)],
        ...[bytes(owner), nothing, int(50_000_000), int(400)],
      ),
      [ada(54_000_000n)],
    ),
    expected: {
      kind: "swap",
      owners: [owner],
      receiver: enterprise,
      offered: new Map([ada(50_000_000n)]),
      isOfferExact: true,
      wanted: [{ unit: hosky, minimum: 400n }],
      maxFeeLovelace: null,
      depositLovelace: null,
    },
  },
  {
    what: "Splash: liquidity taken out, told by the script",
    terms: read(
      "splash",
      constr(
        0,
        ...[asset(policy, "00"), asset(), asset(policy, name), asset(lpPolicy, lpName)],
        ...[int(1_500_000), bytes(owner), just(bytes(stake))],
      ),
      [ada(3_000_000n), [lp, 12n]],
      "withdraw",
    ),
    expected: {
      kind: "withdraw",
      owners: [owner],
      receiver,
      offered: new Map([[lp, 12n]]),
      isOfferExact: true,
      wanted: [
        { unit: lovelace, minimum: null },
        { unit: hosky, minimum: null },
      ],
      maxFeeLovelace: 1_500_000n,
      depositLovelace: null,
    },
  },
  {
    what: "MuesliSwap: the order book's later form",
    terms: read(
      "muesliswap",
      constr(
        0,
        constr(0, ...[address, bytes(policy), bytes(name), bytes(""), bytes(""), int(800), constr(1), int(2_650_000)]),
      ),
      [ada(12_650_000n)],
    ),
    expected: {
      kind: "limit",
      owners: [owner],
      receiver,
      offered: new Map([ada(10_000_000n)]),
      isOfferExact: true,
      wanted: [{ unit: hosky, minimum: 800n }],
      maxFeeLovelace: null,
      depositLovelace: null,
    },
  },
  {
    what: "MuesliSwap: the order book's first form, which names a key only",
    terms: read("muesliswap", constr(0, constr(0, bytes(owner), bytes(policy), bytes(name), int(800))), [
      ada(5_000_000n),
    ]),
    expected: {
      kind: "limit",
      owners: [owner],
      receiver: null,
      offered: new Map([ada(5_000_000n)]),
      isOfferExact: false,
      wanted: [{ unit: hosky, minimum: 800n }],
      maxFeeLovelace: null,
      depositLovelace: null,
    },
  },
  {
    what: "GeniusYield: what remains of a limit order",
    terms: read(
      "geniusyield",
      constr(
        0,
        ...[bytes(owner), address, asset(policy, name), int(100), int(60), asset(), constr(0, int(3), int(2))],
        ...[bytes("01"), nothing, nothing, int(1), int(1_000_000), int(0), constr(0, int(0), int(0), int(0)), int(0)],
      ),
      [ada(3_000_000n), hoskys(60n)],
    ),
    expected: {
      kind: "limit",
      owners: [owner],
      receiver,
      offered: new Map([hoskys(60n)]),
      isOfferExact: true,
      wanted: [{ unit: lovelace, minimum: null }],
      maxFeeLovelace: 1_000_000n,
      depositLovelace: null,
    },
  },
  {
    what: "CSWAP: a one-sided deposit",
    terms: read(
      "cswap",
      constr(
        0,
        ...[address, array(amount(lpPolicy, lpName, 7)), array(amount("", "", 20_000_000)), constr(1), int(5), int(15)],
      ),
      [ada(23_000_000n)],
    ),
    expected: {
      kind: "zap_in",
      owners: [owner],
      receiver,
      offered: new Map([ada(20_000_000n)]),
      isOfferExact: true,
      wanted: [{ unit: lp, minimum: 7n }],
      maxFeeLovelace: null,
      depositLovelace: null,
    },
  },
  {
    what: "SundaeSwap V3: liquidity, owned by any of two keys, back to the order's own address",
    terms: read(
      "sundae-v3",
      constr(
        0,
        just(bytes("aa".repeat(28))),
        constr(2, array(constr(0, bytes(owner)), constr(0, bytes(stake)))),
        int(1_280_000),
        constr(1),
        constr(2, array(amount("", "", 8_000_000), amount(policy, name, 9))),
        bytes(""),
      ),
      [ada(11_280_000n), hoskys(9n)],
    ),
    expected: {
      kind: "deposit",
      owners: [owner, stake],
      receiver: null,
      offered: new Map([ada(8_000_000n), hoskys(9n)]),
      isOfferExact: true,
      wanted: [],
      maxFeeLovelace: 1_280_000n,
      depositLovelace: 2_000_000n,
    },
  },
];

describe("order datums", () => {
  it.each(table)("$what", ({ terms, expected }) => {
    expect(terms).toEqual(expected);
  });

  const readers = protocols.filter((protocol) => "readOrder" in protocol).map(({ id }) => id);

  it.each(readers)("of %s say why they cannot be read", (id) => {
    expect(() => read(id, constr(0), [ada(1n)])).toThrow(DatumError);
    expect(() => read(id, int(7), [ada(1n)])).toThrow(DatumError);
  });
});
