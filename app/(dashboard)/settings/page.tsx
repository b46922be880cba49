import { cookies } from "next/headers";
import { readSession } from "@/lib/auth/cookie";
import { currentUser } from "@/lib/auth/current-user";
import { listDevices } from "@/lib/auth/devices";
import { listRules } from "@/lib/corrections/rules";
import { listSignInKeys } from "@/lib/auth/sign-in-keys";
import { Button } from "@/app/ui/button";
import { Card, CardHead } from "@/app/ui/card";
import { Hash } from "@/app/ui/hash";
import { Moment } from "@/app/ui/moment";
import { PageHead } from "@/app/ui/page-head";
import { WalletSignIn } from "@/app/ui/wallet-sign-in";
import { pageUserId } from "../page-data";
import { DeleteAccount } from "./delete-account";
import { DeviceList } from "./device-list";
import { RuleList } from "./rule-list";

export const metadata = { title: "Settings" };

export default async function SettingsPage() {
  const userId = await pageUserId();
  const token = readSession(await cookies());
  const [user, keys, devices, rules] = await Promise.all([
    currentUser(),
    listSignInKeys(userId),
    listDevices(userId, token, new Date()),
    listRules(userId),
  ]);
  const isGuest = user?.kind === "guest";
  return (
    <>
      <PageHead title="Settings" lead={isGuest ? "You are a guest in this browser" : "Signed in with a wallet"} />
      <div className="space-y-5">
        <SignInCard isGuest={isGuest} keys={keys} />
        <Card>
          <CardHead title="Devices" />
          <DeviceList devices={devices} />
        </Card>
        <Card>
          <CardHead title="Your rules" />
          <RuleList rules={rules} />
        </Card>
        <DataCard />
      </div>
    </>
  );
}

interface SignInCardProps {
  readonly isGuest: boolean;
  readonly keys: Awaited<ReturnType<typeof listSignInKeys>>;
}

function SignInCard({ isGuest, keys }: SignInCardProps) {
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
        {keys.length > 0 && (
          <ul className="space-y-1">
            {keys.map(({ address, addedAt }) => (
              <li key={address} className="flex flex-wrap items-center gap-x-3">
                <Hash value={address} kind="address" />
                <span className="text-sm text-muted">
                  added <Moment at={addedAt} />
                </span>
              </li>
            ))}
          </ul>
        )}
        <WalletSignIn purpose={isGuest ? "sign-in" : "link"} tone={isGuest ? "primary" : "plain"} />
      </div>
    </Card>
  );
}

function DataCard() {
  return (
    <Card>
      <CardHead title="Your data" />
      <div className="space-y-4 p-4 sm:p-5">
        <p className="max-w-2xl text-muted">
          Everything that is stored about you as one JSON file, or all of it deleted: wallets, history, notes, devices.
          Your funds are not touched either way; this app can only read the chain.
        </p>
        <div className="flex flex-wrap gap-2">
          <Button asChild>
            <a href="/api/account/export" download>
              Export my data
            </a>
          </Button>
          <DeleteAccount />
        </div>
      </div>
    </Card>
  );
}
