import { paymentAddress, scriptCredential, type Address } from "../model/address";
import type { ChainTx, Output, Utxo } from "../model/chain-tx";
import { blake256, fromText, toHex } from "../model/digest";
import type { Network } from "../model/networks";
import { constr, datumOf, int, bytes } from "../model/plutus-data";
import { MINSWAP_V2_ORDER, MINSWAP_V2_POLICY, MINSWAP_V2_POOL, POOL_NAME } from "../model/scripts";
import { TOKENS } from "../model/tokens";
import { txByRule } from "../model/tx-by-rule";
import { ada, type Value } from "../model/value";
import { pay, payWithDatum, type World } from "./world";

const ADA = 1_000_000n;
/** Minswap's pool keeps what was never issued of its LP token. */
const UNISSUED_LP = (1n << 63n) - 1n - 1_000_000_000_000n;

export const POOL_NFT = `${MINSWAP_V2_POLICY}4d5350`;
const POOL_LP = `${MINSWAP_V2_POLICY}${POOL_NAME}`;

const riches = (lovelace: bigint): Value => ({
  lovelace,
  assets: new Map(TOKENS.map(({ unit, supply }) => [unit, supply / 10_000n])),
});

/** The distribution that a world starts from: no inputs, no CBOR, as the chain's own genesis. */
export function genesisTx(world: World): ChainTx {
  const { friend, exchange, batcher, issuer, spammer } = world.cast;
  const outputs: Output[] = [
    pay(friend.address, riches(5_000_000n * ADA)),
    pay(exchange.address, ada(20_000_000n * ADA)),
    pay(batcher.address, ada(1_000_000n * ADA)),
    pay(batcher.address, ada(100n * ADA)),
    pay(issuer.address, riches(1_000_000n * ADA)),
    pay(spammer.address, ada(1_000_000n * ADA)),
    poolOutput(world),
    { ...pay(issuer.address, ada(30n * ADA)), referenceScriptHash: MINSWAP_V2_ORDER },
  ];
  const hash = toHex(blake256(fromText(`genesis/${world.network.name}/${world.addresses[0]?.text ?? ""}`)));
  return txByRule({
    hash,
    inputs: [],
    outputs: outputs.map((output, index): Utxo => ({ ...output, txHash: hash, index })),
    witnessDatums: [],
  });
}

function poolOutput(world: World): Output {
  const [token] = TOKENS;
  if (token === undefined) throw new Error("The pool needs a token");
  const reserves = { ada: 2_000_000n * ADA, token: 100_000_000n * ADA };
  const value = {
    lovelace: reserves.ada + 3n * ADA,
    assets: new Map([
      [token.unit, reserves.token],
      [POOL_NFT, 1n],
      [POOL_LP, UNISSUED_LP],
    ]),
  };
  const datum = poolDatum(token.unit, reserves.ada, reserves.token);
  return payWithDatum(poolAddress(world.network), value, "inline", datum);
}

export const poolAddress = (network: Network): Address => paymentAddress(network, scriptCredential(MINSWAP_V2_POOL));

export const poolDatum = (unit: string, reserveAda: bigint, reserveToken: bigint): ReturnType<typeof datumOf> =>
  datumOf(
    constr(
      0,
      constr(0),
      constr(0, bytes(""), bytes("")),
      constr(0, bytes(unit.slice(0, 56)), bytes(unit.slice(56))),
      int(1_000_000_000_000n),
      int(reserveAda),
      int(reserveToken),
      int(30n),
      int(30n),
      constr(1),
      constr(0),
    ),
  );
