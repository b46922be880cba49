/** What CIP-30 puts on `window.cardano` for each installed wallet, as far as a sign-in needs it. */
interface InjectedWallet {
  readonly name: string;
  readonly icon: string;
  readonly enable: () => Promise<WalletApi>;
}

interface WalletApi {
  readonly getRewardAddresses: () => Promise<string[]>;
  readonly getChangeAddress: () => Promise<string>;
  readonly getUsedAddresses?: () => Promise<string[]>;
  readonly signData: (addressHex: string, payloadHex: string) => Promise<{ signature: string; key: string }>;
}

export interface FoundWallet {
  /** Its key in `window.cardano`. */
  readonly id: string;
  readonly name: string;
  /** A data URL; null where the wallet gives anything else, which the page would not load. */
  readonly icon: string | null;
  readonly enable: InjectedWallet["enable"];
}

/** The wallets that this browser has, by name. Anything may be on `window.cardano`, so each is looked at first. */
export function foundWallets(injected: unknown): FoundWallet[] {
  if (typeof injected !== "object" || injected === null) return [];
  const found = Object.entries(injected).flatMap(([id, wallet]) => (isWallet(wallet) ? [describe(id, wallet)] : []));
  // Some wallets put themselves there twice, to be found under an older name as well.
  const byName = new Map(found.map((wallet) => [wallet.name.toLowerCase(), wallet]));
  return [...byName.values()].sort((a, b) => a.name.localeCompare(b.name));
}

function isWallet(value: unknown): value is InjectedWallet {
  if (typeof value !== "object" || value === null) return false;
  const { name, icon, enable } = value as Record<string, unknown>;
  return typeof name === "string" && name !== "" && typeof icon === "string" && typeof enable === "function";
}

function describe(id: string, wallet: InjectedWallet): FoundWallet {
  return {
    id,
    name: wallet.name.slice(0, 40),
    icon: wallet.icon.startsWith("data:image/") ? wallet.icon : null,
    enable: () => wallet.enable(),
  };
}
