/** Pages that show all wallets or the one that the address bar's `wallet` names. */
const pagesByWallet: readonly string[] = [
  "overview",
  "holdings",
  "activity",
  "positions",
  "staking",
  "tax",
  "performance",
  "reconcile",
];

export function isPageByWallet(pathname: string): boolean {
  return pagesByWallet.some((page) => pathname === `/${page}`);
}
