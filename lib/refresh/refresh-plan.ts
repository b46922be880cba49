/** How many wallets the background may refresh: pure arithmetic on the plans' daily limits. */

const runsPerDay = 24;
/** Wallets that one message of a run takes. */
export const walletsPerMessage = 25;
/** The list of what is new; a wallet that moved takes more, which the budget itself bounds. */
const callsPerRefresh = 1;
/** A step and its watchdog. */
const messagesPerRefresh = 2;
const share = 0.3;

interface DailyLimits {
  /** Blockfrost calls that background work may use. */
  readonly calls: number;
  /** Messages that the queue takes in all. */
  readonly messages: number;
}

/** Wallets for each hourly run, so that a day's runs stay within 30 % of what the queue and the chain allow. */
export function refreshesPerRun({ calls, messages }: DailyLimits): number {
  const byCalls = calls / callsPerRefresh / runsPerDay;
  const messagesPerRun = (messages * share) / runsPerDay;
  // n wallets take ceil(n / walletsPerMessage) messages beside their own.
  const byMessages = (messagesPerRun - 1) / (messagesPerRefresh + 1 / walletsPerMessage);
  return Math.max(0, Math.floor(Math.min(byCalls, byMessages)));
}
