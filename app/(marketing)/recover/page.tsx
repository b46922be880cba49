import { currentUser } from "@/lib/auth/current-user";
import { countWallets } from "@/lib/wallets/count-wallets";
import { SecretNotice } from "@/app/ui/secret-notice";
import { firstParam, type RawParams } from "@/app/words/activity-filters";
import { formTroubleWords, isSecretTrouble, readFormTrouble } from "@/app/words/form-trouble";
import { nextPath } from "@/app/words/next-path";
import { RecoverForm } from "./recover-form";

export const metadata = { title: "Recover my wallets" };

interface RecoverProps {
  readonly searchParams: Promise<RawParams>;
}

export default async function RecoverPage({ searchParams }: RecoverProps) {
  const params = await searchParams;
  const trouble = readFormTrouble(firstParam(params, "trouble"));
  const secret = trouble !== null && isSecretTrouble(trouble) ? trouble : null;
  const user = await currentUser();
  const here = user === null ? null : { wallets: await countWallets(user.id), guest: user.kind === "guest" };
  const words = trouble === null || isSecretTrouble(trouble) ? null : formTroubleWords(trouble);
  return (
    <section className="mx-auto max-w-lg py-12">
      <h1 className="text-2xl font-semibold tracking-tight">Recover my wallets</h1>
      <p className="mt-2 text-muted">
        Your list of wallets belongs to this browser. On another device, or after clearing cookies, the recovery key
        that you saved brings it back. It cannot spend anything and is not a seed phrase: never enter one here.
      </p>
      {secret !== null && <SecretNotice kind={secret} sent className="mt-6" />}
      <RecoverForm
        here={here}
        next={nextPath(firstParam(params, "next"))}
        trouble={words === null ? null : `${words.message} ${words.next}`}
      />
    </section>
  );
}
