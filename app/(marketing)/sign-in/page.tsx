import Link from "next/link";
import { currentUser } from "@/lib/auth/current-user";
import { WalletSignIn } from "@/app/ui/wallet-sign-in";

export const metadata = { title: "Sign in" };

export default async function SignInPage() {
  const user = await currentUser();
  return (
    <section className="mx-auto max-w-lg py-12">
      <h1 className="text-2xl font-semibold tracking-tight">Sign in</h1>
      <p className="mt-2 mb-6 text-muted">
        Prove with your wallet that an address is yours, and find your list of wallets again on every device. What you
        followed as a guest in this browser comes along. We never ask for a seed phrase; nobody should.
      </p>
      <WalletSignIn purpose="sign-in" {...(user !== null && { userId: user.id })} />
      <p className="mt-6 text-sm text-muted">
        No wallet here?{" "}
        <Link href="/recover" className="font-medium text-accent hover:underline">
          Use your recovery key
        </Link>
        .
      </p>
    </section>
  );
}
