/** Whole numbers with separators: `12,345`. */
const whole = new Intl.NumberFormat("en-GB");

/** `12,345 of 50,000 (25 %)` */
export function partText(part: number, all: number): string {
  return `${whole.format(part)} of ${whole.format(all)} (${percentText(all === 0 ? 0 : part / all)})`;
}

/** `83 %` of a share between 0 and 1; never rounded up to the whole. */
export function percentText(share: number): string {
  return `${Math.floor(share * 100)} %`;
}

/** `120 ms`, `4 s`: an upper bound; null for more than any bound. */
export function boundText(ms: number | null): string {
  if (ms === null) return "over 10 s";
  return ms < 1_000 ? `≤ ${ms} ms` : `≤ ${ms / 1_000} s`;
}

/** A limit's name in words: `walletAddresses` → `Wallet addresses`. A variable of the environment keeps its own. */
export function limitName(name: string): string {
  if (name === name.toUpperCase()) return name;
  const words = name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return words.charAt(0).toUpperCase() + words.slice(1);
}
