/** What was asked of a wallet when it failed. */
export type WalletStep = "connect" | "address" | "sign";

interface Failure {
  readonly wallet: string;
  readonly step: WalletStep;
  readonly error: unknown;
}

const declined = /declin|reject|refus|cancel|denied|abort|dismiss|closed/i;
const locked = /lock|password|unlock/i;
const noAccount = /no account|not.*connected|no wallet|account.*not|set.*account|dapp account/i;

/**
 * Why a wallet did not do what was asked, by its CIP-30 code: -1 invalid request, -2 internal error, -3 refused, -4
 * account changed; of signData 1 no proof, 2 no key of that address (some: declined), 3 declined. Wallets keep to that
 * more or less, so their words count as well.
 */
export function walletTrouble({ wallet, step, error }: Failure): string {
  const { code, info } = partsOf(error);
  const refusedToSign = code === 3 || (code !== 2 && declined.test(info));
  if (step === "sign" && refusedToSign)
    return `You declined to sign in ${wallet}. Nothing was changed; try again if that was not meant.`;
  if (step === "sign" && code === 2) {
    return declined.test(info)
      ? `You declined to sign in ${wallet}. Nothing was changed; try again if that was not meant.`
      : `${wallet} did not sign: it was declined, or the account that is open there has no key for this address. Choose the account in ${wallet} and try again.`;
  }
  if (code === -3 || declined.test(info)) {
    return `You declined in ${wallet}: it does not let this site ask. Choose it again and allow the connection.`;
  }
  if (code === -4) return `The account was changed in ${wallet}. Choose ${wallet} again to go on with the new one.`;
  if (locked.test(info)) return `${wallet} is locked. Unlock it and try again.`;
  if (noAccount.test(info))
    return `${wallet} has no account open for this site. Choose one in ${wallet} and try again.`;
  if (step === "sign" && code === 1) {
    return `${wallet} could not sign with this account. Hardware wallets need their device connected and open; else choose another account.`;
  }
  return `${wallet} reported an error of its own. Open ${wallet}, see whether it works there, and try again.`;
}

/** A wallet on another network, told by its address: `isTest` of the wallet. */
export function otherNetworkText(wallet: string, isTest: boolean): string {
  return isTest
    ? `${wallet} is on a test network, and this site follows mainnet. Switch ${wallet} to mainnet and try again.`
    : `${wallet} is on mainnet, and this site follows a test network. Switch ${wallet} to that network and try again.`;
}

export function silentText(wallet: string, minutes: number): string {
  return `${wallet} did not answer within ${minutes} minutes. Its window may be hidden behind this one: open ${wallet}, close what it asks, and try again.`;
}

/** Wallets throw objects, errors and plain text. */
function partsOf(error: unknown): { code: number | null; info: string } {
  if (typeof error === "string") return { code: null, info: error };
  if (typeof error !== "object" || error === null) return { code: null, info: "" };
  const { code, info, message, error: inner } = error as Record<string, unknown>;
  const words = [info, message, inner].filter((word) => typeof word === "string").join(" ");
  return { code: typeof code === "number" ? code : null, info: words };
}
