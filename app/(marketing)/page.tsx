import { ArrowRight, BadgeCheck, Code, EyeOff, MessageSquareText } from "lucide-react";
import type { LucideIcon } from "lucide-react";
import Link from "next/link";
import { currentUser } from "@/lib/auth/current-user";
import { env } from "@/lib/env";
import { countWallets } from "@/lib/wallets/wallet-rows";
import { AddWalletForm } from "@/app/ui/add-wallet-form";
import { SecretNotice } from "@/app/ui/secret-notice";
import { firstParam, type RawParams } from "@/app/words/activity-filters";
import { formTroubleWords, isSecretTrouble, readFormTrouble } from "@/app/words/form-trouble";
import { product } from "@/app/words/product";
import { ProofIllustration } from "./proof-illustration";

interface LandingProps {
  readonly searchParams: Promise<RawParams>;
}

export default async function LandingPage({ searchParams }: LandingProps) {
  const trouble = readFormTrouble(firstParam(await searchParams, "trouble"));
  const secret = trouble !== null && isSecretTrouble(trouble) ? trouble : null;
  const words = trouble === null || isSecretTrouble(trouble) ? null : formTroubleWords(trouble);
  const user = await currentUser();
  const walletCount = user === null ? 0 : await countWallets(user.id);
  return (
    <>
      <section className="grid items-center gap-x-12 gap-y-10 py-10 lg:grid-cols-[minmax(0,1.15fr)_minmax(0,1fr)] lg:py-20">
        <div className="min-w-0">
          <h1 className="text-3xl font-semibold tracking-tight text-balance sm:text-5xl sm:leading-[1.1]">
            {product.breath}
          </h1>
          <p className="mt-4 max-w-xl text-lg text-muted">
            Paste an address and see what you own, where it is, and what every transaction was, in words. No account, no
            connection to your wallet.
          </p>
          <div className="mt-7 max-w-xl">
            {secret !== null && <SecretNotice kind={secret} sent className="mb-4" />}
            <AddWalletForm
              large
              network={env().CARDANO_NETWORK}
              demoAddress={env().DEMO_ADDRESS}
              isVisitor={user === null}
              trouble={words}
            />
          </div>
          <p className="mt-4 flex items-center gap-2 text-sm text-muted">
            <EyeOff aria-hidden className="size-4 shrink-0" />
            Read-only. We never ask for a seed phrase; nobody should.
          </p>
          {walletCount > 0 && <OwnWallets count={walletCount} />}
        </div>
        <ProofIllustration />
      </section>
      <Why />
    </>
  );
}

function OwnWallets({ count }: { readonly count: number }) {
  return (
    <p className="mt-5">
      <Link href="/overview" className="inline-flex items-center gap-1.5 font-medium text-accent hover:underline">
        Go to your {count === 1 ? "wallet" : `${count} wallets`}
        <ArrowRight aria-hidden className="size-4" />
      </Link>
    </p>
  );
}

function Why() {
  return (
    <section aria-labelledby="why" className="border-t border-line py-10 lg:py-14">
      <h2 id="why" className="sr-only">
        Why this one
      </h2>
      <ul className="grid gap-x-10 gap-y-8 sm:grid-cols-2 lg:grid-cols-3">
        {points.map(({ Icon, title, text }) => (
          <li key={title}>
            <Icon aria-hidden className="size-5 text-accent" />
            <h3 className="mt-3 font-semibold">{title}</h3>
            <p className="mt-1 text-muted">{text}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}

const points: readonly { Icon: LucideIcon; title: string; text: string }[] = [
  {
    Icon: BadgeCheck,
    title: "Proven, not promised",
    text: "After each sync the sum of all your transactions is compared with the chain's own balance, asset by asset. You see the result, also when it does not match.",
  },
  {
    Icon: MessageSquareText,
    title: "Every transaction explained",
    text: "What it was, what came in and went out, the fee, and why we think so. What lies in a contract under your key is still counted as yours.",
  },
  {
    Icon: Code,
    title: "Free, open, yours to run",
    text: "Open source under Apache-2.0. It fits into the free plans of the services it uses, so you can host your own copy.",
  },
];
