import type { ProblemCode } from "@/lib/contract/problem";

interface ErrorWords {
  readonly title: string;
  /** What the reader can do about it. */
  readonly next: string;
}

export const errorWords = {
  invalid_request: { title: "That was not understood", next: "Check what you entered and try again." },
  invalid_address: {
    title: "This is not a Cardano address",
    next: "Copy the whole address from your wallet and paste it again.",
  },
  wrong_network: {
    title: "This address is on another network",
    next: "Use an address of the network that this server follows.",
  },
  handle_not_found: {
    title: "No wallet stands behind this $handle",
    next: "Check the spelling, or paste the address itself.",
  },
  unauthenticated: {
    title: "You are not signed in",
    next: "Start again from the front page or use your recovery key.",
  },
  invalid_recovery_key: {
    title: "This recovery key is not known",
    next: "Check that you copied all of it, without spaces around it.",
  },
  invalid_signature: {
    title: "The signature was not accepted",
    next: "Choose the account of the address in your wallet and sign again.",
  },
  challenge_expired: { title: "The request to sign is too old", next: "Start again and sign within five minutes." },
  forbidden_origin: { title: "The request came from another site", next: "Open this page directly and try again." },
  not_found: { title: "This does not exist", next: "It may have been deleted." },
  conflict: { title: "Something else changed it first", next: "Reload the page and try again." },
  payload_too_large: { title: "That is too long", next: "Enter less and try again." },
  rate_limited: { title: "Too many requests", next: "Wait a minute and try again." },
  limit_reached: { title: "There is no room for more", next: "Take something away first." },
  wallet_too_large: {
    title: "This is not a person's wallet",
    next: "Remove it, and follow an address of your own.",
  },
  chain_key_rejected: {
    title: "Blockfrost refuses this server's key",
    next: "Once whoever runs this server has set a working BLOCKFROST_PROJECT_ID, press Refresh.",
  },
  chain_quota_exhausted: {
    title: "Today's Blockfrost calls are used up",
    next: "The quota starts anew at midnight UTC. What was read so far is kept; press Refresh after that.",
  },
  chain_unavailable: {
    title: "The chain cannot be reached",
    next: "Blockfrost does not answer. What was read so far is kept; press Refresh in a few minutes.",
  },
  rollback_too_deep: {
    title: "The chain was rewritten too deep",
    next: "Start a full re-sync: it reads the whole history again.",
  },
  database_unavailable: { title: "The database does not answer", next: "Try again in a minute." },
  cache_unavailable: { title: "The cache does not answer", next: "Try again in a minute." },
  queue_unavailable: { title: "The queue does not answer", next: "Try again in a minute." },
  internal_error: {
    title: "Something broke on our side",
    next: "Try again; if it stays, report it with the request id.",
  },
} as const satisfies Record<ProblemCode, ErrorWords>;
