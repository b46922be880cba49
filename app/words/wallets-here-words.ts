import { countOf } from "./amount-text";

interface WalletsHereWords {
  readonly title: string;
  readonly text: string;
  /** Null where the wallets cannot be moved. */
  readonly add: string | null;
  readonly leave: string;
}

/** What is asked of somebody who enters another account's recovery key while they follow wallets here. */
export function walletsHereWords({
  wallets,
  guest,
}: {
  readonly wallets: number;
  readonly guest: boolean;
}): WalletsHereWords {
  const one = wallets === 1;
  const [them, they] = one ? ["it", "It"] : ["them", "They"];
  const title = `This key opens another list. What becomes of your ${one ? "wallet" : `${countOf(wallets)} wallets`} here?`;
  const leave = `Leave ${them}`;
  if (!guest) {
    const text = `${they} ${one ? "stays" : "stay"} in the account that you are signed in to, since it has keys of its own. Sign in with your wallet to come back.`;
    return { title, text, add: null, leave };
  }
  return {
    title,
    text: `Left behind, ${them === "it" ? "it comes" : "they come"} back only with the recovery key of this list.`,
    add: `Add your ${one ? "wallet" : `${countOf(wallets)} wallets`} here to that list`,
    leave,
  };
}
