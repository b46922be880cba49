import { currentUser } from "@/lib/auth/current-user";
import { countWallets } from "@/lib/wallets/count-wallets";
import { RecoverForm } from "./recover-form";

export const metadata = { title: "Recover my wallets" };

export default async function RecoverPage() {
  const user = await currentUser();
  const here = user === null ? null : { wallets: await countWallets(user.id), guest: user.kind === "guest" };
  return (
    <section className="mx-auto max-w-lg py-12">
      <h1 className="text-2xl font-semibold tracking-tight">Recover my wallets</h1>
      <p className="mt-2 text-muted">
        Your list of wallets belongs to this browser. On another device, or after clearing cookies, the recovery key
        that you saved brings it back. It cannot spend anything and is not a seed phrase: never enter one here.
      </p>
      <RecoverForm here={here} />
    </section>
  );
}
