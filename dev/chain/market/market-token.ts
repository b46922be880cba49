import { blake224, fromText, toHex } from "../model/digest";
import { TOKENS, type RegisteredToken } from "../model/tokens";

/** A token that pools trade, and how its price goes. */
export interface MarketToken extends RegisteredToken {
  /** About how many lovelace its smallest part costs; null for a US dollar's worth of it, in millionths. */
  readonly lovelace: number | null;
  /** How wide the price swings: 1 is up or down by a half or so in a month. */
  readonly swing: number;
}

const hexOf = (text: string): string => Buffer.from(text, "utf8").toString("hex");
const madeUpPolicy = (name: string): string => toHex(blake224(fromText(`market/policy/${name}`)));

function token(unit: string, ticker: string, decimals: number, lovelace: number | null, swing: number): MarketToken {
  const name = `${ticker} of the simulated chain`;
  const supply = 1_000_000_000n * 10n ** BigInt(decimals);
  return { unit, ticker, name, description: name, decimals, url: null, logo: null, supply, lovelace, swing };
}

const dollar = (unit: string, ticker: string): MarketToken => token(unit, ticker, 6, null, 0);
/** No registry knows its policy. */
export const madeUpToken = (ticker: string, lovelace: number, swing: number, policyOf = ticker): MarketToken =>
  token(madeUpPolicy(policyOf) + hexOf(ticker), ticker, 6, lovelace, swing);

/** Of those that wallets hold, in the order of `TOKENS`. MIN stays near what the pool that fills wallets' orders says. */
const heldPrices: readonly (readonly [lovelace: number | null, swing: number])[] = [
  [0.02, 0.008],
  [2_500, 1],
  [1.2, 0.7],
  [null, 0],
  [0.05, 1.5],
];
const held = TOKENS.flatMap((registered, index): MarketToken[] => {
  const price = heldPrices[index];
  return price === undefined ? [] : [{ ...registered, lovelace: price[0], swing: price[1] }];
});

/** Real units but for the last five, of which the last two are traded in no pool, and under a ticker that is another's. */
const others: readonly MarketToken[] = [
  dollar("f66d78b4a3cb3d37afa0ec36461e51ecbde00f26c8f0a68f94b6988069555344", "iUSD"),
  dollar("c48cbb3d5e57ed56e276bc45f99ab39abe94e6cd7ac39fb402da47ad0014df105553444d", "USDM"),
  dollar("fe7c786ab321f41c654ef6c1af7b3250a613c24e4213e0425a7ae45655534441", "USDA"),
  dollar("1f3aec8bfe7ea4fe14c5f121e2a92e301afe414147860d557cac7e345553444378", "USDCx"),
  dollar("25c5de5f5b286073c593edfd77b48abc7a48e5a4f3d4cd9d428ff93555534443", "USDC"),
  dollar("25c5de5f5b286073c593edfd77b48abc7a48e5a4f3d4cd9d428ff93555534454", "USDT"),
  token("5d16cc1a177b5d9ba9cfa9793b07e60f1fb70fea1f8aef064415d114494147", "IAG", 6, 0.35, 0.8),
  token("f43a62fdc3965df486de8a0d32fe800963589c41b38946602a0dc53541474958", "AGIX", 8, 0.006, 0.6),
  token("682fe60c9918842b3323c43b5144bc3d52a23bd2fb81345560d73f634e45574d", "NEWM", 6, 0.004, 1),
  token("5b26e685cc5c9ad630bde3e3cd48c694436671f3d25df53777ca60ef4e564c", "NVL", 6, 0.15, 1),
  madeUpToken("HOP", 0.8, 0.5),
  madeUpToken("THIN", 0.5, 0.5),
  madeUpToken("SPARSE", 0.4, 0.5),
  madeUpToken("NOPOOL", 1, 0),
  madeUpToken("MIN", 5, 0.5, "an impostor"),
];

export const marketTokens: readonly MarketToken[] = [...held, ...others];

/** The one of this ticker; of two, the first. Throws where there is none. */
export function tokenOf(ticker: string): MarketToken {
  const found = marketTokens.find((each) => each.ticker === ticker);
  if (found === undefined) throw new Error(`No token ${ticker}`);
  return found;
}

export const impostor: MarketToken = marketTokens[marketTokens.length - 1] ?? tokenOf("MIN");
