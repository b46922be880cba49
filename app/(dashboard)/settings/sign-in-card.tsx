import type { SignInKey } from "@/lib/contract/session";
import { Card, CardHead } from "@/app/ui/card";
import { WalletSignIn } from "@/app/ui/wallet-sign-in";
import { KeyList } from "./key-list";
import { LinkWallet } from "./link-wallet";
import type { ProofWays } from "./prove-dialog";
import { RenewRecoveryKey } from "./renew-recovery-key";

interface SignInCardProps {
  readonly isGuest: boolean;
  readonly keys: readonly (SignInKey & { readonly trusted: boolean })[];
  readonly ways: ProofWays;
}

/** The ways into the account: keys of wallets, and the recovery key. */
export function SignInCard({ isGuest, keys, ways }: SignInCardProps) {
  return (
    <Card>
      <CardHead title="Sign-in" />
      <div className="space-y-4 p-4 sm:p-5">
        <p className="max-w-2xl text-muted">
          {isGuest
            ? "This browser's cookie and your recovery key are what know your list of wallets. Sign in with a wallet to find it on every device; everything you have here comes along."
            : "Whoever holds the key of one of these addresses comes into this account."}{" "}
          We never ask for a seed phrase.
        </p>
        {keys.length > 0 && <KeyList keys={keys} ways={ways} />}
        {isGuest ? <WalletSignIn purpose="sign-in" userId={ways.userId} /> : <LinkWallet ways={ways} />}
      </div>
      <div className="space-y-3 border-t border-line p-4 sm:p-5">
        <h3 className="font-medium">Recovery key</h3>
        <p className="max-w-2xl text-muted">
          {ways.recoveryKey
            ? "Whoever has it comes into this account. It was shown once and cannot be seen again; a new one makes the old one worthless."
            : "You have none. It brings you into this account where no wallet is at hand."}
          {isGuest && " Is it lost? Sign in with a wallet: after a week that wallet can confirm a new key, too."}
        </p>
        <RenewRecoveryKey ways={ways} />
      </div>
    </Card>
  );
}
