import type { CredentialHash, PaymentAddress, Unit } from "@/lib/cardano/brand";
import { buildAddress } from "@/lib/cardano/build-address";
import { parseCredentialHash } from "@/lib/cardano/credential";
import { splitUnit, unitOf } from "@/lib/cardano/unit";
import type { RawInput, RawOutput, RawTx } from "@/lib/ledger/raw-tx";
import { tradesOf } from "@/lib/market/trades";
import type { TradesTold } from "@/lib/market/trade";
import { array, bytes, int } from "@/tests/support/cbor-hex";
import { asset, constr, plutusAddress, nothing } from "@/tests/support/plutus-hex";
import { hashOf, hosky, output, txHashOf } from "@/tests/support/raw-tx-fixture";

/** Orders and pools written by hand, on scripts of the real ones. */
const v2Order = "c3e28c36c3447315ba5a56f33da6a6ddc1770a876a8d9f0cb3a97c4c";
const v2Pool = "ea07b733d932129c378af627436e7cbc2ef0bf96e0036bb51b3bde6b";
const splashOrder = "464eeee89f05aff787d40045af2a40a83fd96c513197d32fbc54ff02";
const splashPool = "cb684a69e78907a9796b21fc150a758af5f2805e5ed5d5a8ce9f76f1";
const saturnOrder = "1af84a9e697e1e7b042a0a06f061e88182feb9e9ada950b36a916bd5";

export const v2Lp = unitOf("f5808c2c990d86da54bfc97d89cee6efa20cd8461616359478d96b4c", "ab".repeat(32));
const v2Mark = unitOf("f5808c2c990d86da54bfc97d89cee6efa20cd8461616359478d96b4c", "4d5350");
export const splashNft = unitOf("99".repeat(28), "6e6674");
export const splashLp = unitOf("9a".repeat(28), "6c71");

type Tokens = Readonly<Record<string, bigint>>;

function at(script: string): PaymentAddress {
  return buildAddress({ kind: "script", hash: parseCredentialHash(script) }, null, "mainnet");
}

export function keyAddress(key: CredentialHash): PaymentAddress {
  return buildAddress({ kind: "key", hash: key }, null, "mainnet");
}

function held(script: string, ada: bigint, tokens: Tokens, cborHex: string): RawOutput {
  return { ...output(at(script), ada, tokens), datum: { kind: "inline", cborHex } };
}

const assetOf = (unit: Unit) => {
  const { policyId = "", assetName = "" } = splitUnit(unit) ?? {};
  return asset(policyId, assetName);
};

function v2(owner: CredentialHash, ada: bigint, tokens: Tokens, step: string): RawOutput {
  const [receiver, noDatum] = [plutusAddress(owner, null), constr(0)];
  const fields = [constr(0, bytes(owner)), receiver, noDatum, receiver, noDatum, assetOf(v2Lp), step];
  return held(v2Order, ada, tokens, constr(0, ...fields, int(1_000_000), nothing));
}

/** Minswap V2: a swap of all of a token, or of all lovelace but for 1 ADA of fee and 2 ADA of deposit. */
export function v2SwapOrder(owner: CredentialHash, ada: bigint, tokens: Tokens): RawOutput {
  return v2(owner, ada, tokens, constr(0, constr(1), constr(1, int(0)), int(1), constr(0)));
}

/** A deposit of lovelace alone, of which the pool swaps a part. */
export function v2ZapOrder(owner: CredentialHash, ada: bigint): RawOutput {
  return v2(owner, ada, {}, constr(4, constr(1, int(0), int(0)), int(1), constr(0)));
}

export function withDatum(order: RawOutput, cborHex: string): RawOutput {
  return { ...order, datum: { kind: "inline", cborHex } };
}

export function v2PoolHolding(ada: bigint, hoskys: bigint, lp = 9_000_000_000_000_000_000n): RawOutput {
  return held(v2Pool, ada, { [hosky]: hoskys, [v2Mark]: 1n, [v2Lp]: lp }, constr(0));
}

/** A Splash limit order of ADA for HOSKY. */
export function splashLimit(owner: CredentialHash, ada: bigint, tokens: Tokens, left: bigint): RawOutput {
  const fields = [bytes("00"), bytes("be".repeat(28)), asset(), int(left), int(0), int(1), assetOf(hosky)];
  const more = [array(int(1), int(1)), int(0), plutusAddress(owner, null), bytes(owner), array()];
  return held(splashOrder, ada, tokens, constr(0, ...fields, ...more));
}

export function splashPoolHolding(ada: bigint, tokens: Tokens): RawOutput {
  return held(splashPool, ada, { [splashNft]: 1n, [splashLp]: 9_223_372_036_000_000_000n, ...tokens }, constr(0));
}

/** A SaturnSwap order that gives lovelace for HOSKY. */
export function saturnOffer(owner: CredentialHash, ada: bigint, asked: bigint, beside = 0n): RawOutput {
  const { policyId = "", assetName = "" } = splitUnit(hosky) ?? {};
  const sides = [bytes(""), bytes(""), int(ada), bytes(policyId), bytes(assetName), int(asked)];
  return held(saturnOrder, ada + beside, {}, constr(0, plutusAddress(owner, null), ...sides, nothing, constr(0)));
}

let next = 5_000;

export function spending(resolved: RawOutput): RawInput {
  next += 1;
  return { ref: { txHash: txHashOf(next), index: 0 }, resolved };
}

export const batcher = keyAddress(hashOf("ba"));

export function told(tx: RawTx): TradesTold {
  return tradesOf(
    tx,
    tx.inputs.map(({ ref, resolved }) => ({ ref, output: resolved })),
  );
}

/** A trade's two sides; the rest of it is as every trade of its kind. */
export function sidesOf({ trades, unresolved }: TradesTold) {
  return {
    trades: trades.map(({ dex, through, unitIn, amountIn, unitOut, amountOut }) =>
      [dex, through, amountIn, unitIn, amountOut, unitOut].join(" "),
    ),
    unresolved,
  };
}
