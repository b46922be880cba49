import { describe, expect, it } from "vitest";
import { answerRequest } from "@/dev/chain/blockfrost/routes";
import { createChain } from "@/dev/chain/chain";
import { normaliseCbor } from "@/lib/blockfrost/normalise-cbor";
import { mergeResolvedInputs } from "@/lib/blockfrost/normalise-utxos";
import { transactionCborSchema, transactionUtxosSchema } from "@/lib/blockfrost/schemas";
import { parseTxHash } from "@/lib/cardano/parse-tx-hash";
import { tradesOf } from "@/lib/market/trades";

const chain = createChain({ seed: 1, now: Date.UTC(2026, 10, 28, 12) });

function told(hash: string) {
  const ask = (section: string) => answerRequest(chain, `txs/${hash}/${section}`, new URLSearchParams()).body;
  const bytes = normaliseCbor(transactionCborSchema.parse(ask("cbor")).cbor, parseTxHash(hash), "mainnet");
  const tx = mergeResolvedInputs(bytes, transactionUtxosSchema.parse(ask("utxos")));
  return tradesOf(
    tx,
    tx.inputs.map(({ ref, resolved }) => ({ ref, output: resolved })),
  );
}

describe("a simulated pool's transactions", () => {
  it("are trades as the app reads them: the difference of its reserves, used directly", () => {
    const pools = chain.market.pools().filter(({ spec }) => spec.validity === "real");
    for (const pool of pools) {
      const last = pool.steps.last(chain.tip().height);
      const [before, after] = [pool.steps.at(last - 1).reserves, pool.steps.at(last).reserves];
      const quote = { unit: pool.spec.quote?.unit ?? "lovelace", change: after.quote - before.quote };
      const token = { unit: pool.spec.token.unit, change: after.token - before.token };
      const [given, got] = quote.change > 0n ? [quote, token] : [token, quote];
      expect(told(pool.hashOf(last)), pool.spec.id).toEqual({
        trades: [
          {
            txHash: pool.hashOf(last),
            dex: pool.spec.dex === "splash-royalty" ? "splash" : pool.spec.dex,
            through: "pool",
            ref: { txHash: pool.hashOf(last - 1), index: 0 },
            unitIn: given.unit,
            amountIn: given.change,
            unitOut: got.unit,
            amountOut: -got.change,
          },
        ],
        unresolved: 0,
      });
    }
  });
});
