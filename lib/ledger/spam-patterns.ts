/**
 * What gives unasked-for tokens and messages away, as data. None of it decides alone: a token is suspected only where the
 * wallet was merely sent it. Sources: names of tokens sent out in bulk on mainnet, as cexplorer and Eternl's
 * block list show them (`Claim at adareward.com`, `$12,000 Voucher`, `t.me/…`); CIP-20 for messages.
 */

/** Endings of names on the web that lures use; a name with another ending counts only behind `www.` or `https://`. */
const topLevels =
  "com|net|org|io|app|xyz|site|online|info|live|pro|fi|finance|me|gift|gifts|fund|cash|claims|events|shop|top|club|link|click|vip|co|us|ai|dev|to|ly|cc|space|website|store|network|world|win|bet|farm|exchange|money|page|cfd|icu|lol|buzz|monster|quest|sbs|rest";

/** A way out of the wallet to somebody's page. */
export const linkPatterns: readonly RegExp[] = [
  /\bhttps?:\s*\/\/|\bwww\s*\./,
  /\bt\.me\b|\btelegram\.|\bdiscord\.g{1,2}\b|\bbit\.ly\b|\btinyurl\b/,
  new RegExp(`(?:^|[^a-z0-9@])(?:[a-z0-9][a-z0-9-]*[.。])+(?:${topLevels})(?:$|[^a-z0-9-])`),
  /[a-z0-9]\s?[.。]\s?(?:com|net|org|io|app|xyz)(?:$|[^a-z0-9-])/,
];

/** What a reader is asked to do, or promised. Enough in a name; in a longer text only beside a link. */
export const lurePatterns: readonly RegExp[] = [
  /\b(?:claim|redeem|visit|collect)\b.*\b(?:at|on|now|here|your|reward|prize|bonus|site|website|free)\b/,
  /\b(?:reward|prize|bonus|airdrop|giveaway|voucher|coupon)s?\b.*\b(?:claim|redeem|visit|at|here|now)\b/,
  /\b(?:airdrop|voucher|giveaway|free ?mint|gift ?card)s?\b/,
  /^(?:\W*)(?:claim|visit|redeem)\b/,
  /[$€£]\s?\d[\d,.]*\s?k?\b.*\b(?:reward|prize|bonus|voucher|coupon|airdrop|claim)\b/,
];

/** Lovelace that may come along with tokens for their mere carriage. */
export const carriageLovelace = 2_000_000n;

/** Lovelace of a payment whose purpose is its message. */
export const memoLovelace = 1_500_000n;
