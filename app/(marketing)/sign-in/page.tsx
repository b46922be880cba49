import type { Route } from "next";
import Link from "next/link";
import { currentUser } from "@/lib/auth/current-user";
import { Notice } from "@/app/ui/notice";
import { WalletSignIn } from "@/app/ui/wallet-sign-in";
import { firstParam, type RawParams } from "@/app/words/activity-filters";
import { nextPath, withNext } from "@/app/words/next-path";

export const metadata = { title: "Sign in" };

interface SignInProps {
  readonly searchParams: Promise<RawParams>;
}

export default async function SignInPage({ searchParams }: SignInProps) {
  const user = await currentUser();
  const next = nextPath(firstParam(await searchParams, "next"));
  return (
    <section className="mx-auto max-w-lg py-12">
      <h1 className="text-2xl font-semibold tracking-tight">Sign in</h1>
      {next !== null && (
        <Notice tone="info" title="This page belongs to somebody who is signed in" className="mt-4">
          Sign in or use your recovery key, and it opens. New here?{" "}
          <Link href="/" className="font-medium text-accent hover:underline">
            Paste an address
          </Link>
          , no account is needed.
        </Notice>
      )}
      <p className="mt-2 mb-6 text-muted">
        Prove with your wallet that an address is yours, and find your list of wallets again on every device. What you
        followed as a guest in this browser comes along. We never ask for a seed phrase; nobody should.
      </p>
      <WalletSignIn purpose="sign-in" next={next} {...(user !== null && { userId: user.id })} />
      <p className="mt-6 text-sm text-muted">
        No wallet here?{" "}
        <Link href={withNext("/recover", next) as Route} className="font-medium text-accent hover:underline">
          Use your recovery key
        </Link>
        .
      </p>
    </section>
  );
}
