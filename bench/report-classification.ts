import { performance } from "node:perf_hooks";
import { label } from "@/lib/ledger/label";
import { foldWallet } from "@/tests/support/fold-wallet";
import { simulatedHistory } from "@/tests/support/simulated-history";
import { boundOf } from "./measure-sync";

const transactions = 1_000;
const rounds = 7;
const shareAllowed = 0.1;

/**
 * What telling the transactions of a wallet takes, beside the least time in which their calls can be made at all. It makes
 * no call itself: its input is what the sync has in hand. False where it takes too much.
 */
export function reportClassification(): boolean {
  const { txs, scope } = simulatedHistory(1, { transactions });
  const { history } = foldWallet(
    txs.map(({ merged }) => merged),
    scope,
  );
  const times = Array.from({ length: rounds + 1 }, () => {
    const startedAt = performance.now();
    for (const { tx, delta } of history) label(tx, scope, delta, () => performance.now());
    return performance.now() - startedAt;
  });
  // The first round warms the code up.
  const medianMs = times.slice(1).sort((a, b) => a - b)[Math.floor(rounds / 2)] ?? NaN;
  const share = medianMs / 1_000 / boundOf(history.length);
  const holds = share <= shareAllowed;
  console.log(`\nclassification: ${String(history.length)} transactions, median of ${String(rounds)} rounds`);
  console.log(
    `  ${holds ? "holds " : "BROKEN"}  ${medianMs.toFixed(0)} ms (the cold round ${(times[0] ?? NaN).toFixed(0)} ms), ` +
      `${share.toFixed(4)} of the least wall time (at most ${String(shareAllowed)})`,
  );
  return holds;
}
