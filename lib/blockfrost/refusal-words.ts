/** What a person is told where the chain wants no more calls, by the status that it answers with. */
export const refusalWords = {
  402: {
    code: "chain_quota_exhausted",
    detail: "Today's Blockfrost quota is used up. Syncing goes on by itself after 00:00 UTC.",
  },
  418: {
    code: "chain_unavailable",
    detail: "Blockfrost has shut us out for a while. Syncing goes on by itself when it lets us in again.",
  },
  429: {
    code: "chain_unavailable",
    detail: "Blockfrost asks us to slow down. Syncing goes on by itself in a while.",
  },
} as const;

/** Where the chain would give more calls and the account has had its share of the day's. */
export const shareWords = {
  code: "chain_quota_exhausted",
  detail: "The free plan's calls of today are shared; goes on at 00:00 UTC.",
} as const;
