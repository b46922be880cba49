import { cookies } from "next/headers";
import { readSession } from "@/lib/auth/cookie";
import { currentUser } from "@/lib/auth/current-user";
import { listDevices } from "@/lib/auth/devices";
import { listRules } from "@/lib/corrections/rules";
import { listSecurityEvents } from "@/lib/auth/list-security-events";
import { hasRecoveryKey, listSignInKeys } from "@/lib/auth/sign-in-keys";
import { buttonLook } from "@/app/ui/button-look";
import { Card, CardHead } from "@/app/ui/card";
import { PageHead } from "@/app/ui/page-head";
import { pageUserId } from "../page-data";
import { DeleteAccount } from "./delete-account";
import { DeviceList } from "./device-list";
import { RuleList } from "./rule-list";
import { SecurityEventList } from "./security-event-list";
import { SignInCard } from "./sign-in-card";

export const metadata = { title: "Settings" };

export default async function SettingsPage() {
  const userId = await pageUserId();
  const token = readSession(await cookies());
  const now = new Date();
  const [user, keys, recoveryKey, devices, events, rules] = await Promise.all([
    currentUser(),
    listSignInKeys(userId),
    hasRecoveryKey(userId),
    listDevices(userId, token, now),
    listSecurityEvents(userId),
    listRules(userId),
  ]);
  const shownKeys = keys.map((key) => ({ ...key, trusted: new Date(key.trustedAt) <= now }));
  const ways = { userId, keys: shownKeys.some(({ trusted }) => trusted), recoveryKey };
  const isGuest = user?.kind === "guest";
  return (
    <>
      <PageHead title="Settings" lead={isGuest ? "You are a guest in this browser" : "Signed in with a wallet"} />
      <div className="space-y-5">
        <SignInCard isGuest={isGuest} keys={shownKeys} ways={ways} />
        <Card>
          <CardHead title="Devices" />
          <DeviceList devices={devices} />
        </Card>
        <Card>
          <CardHead title="What happened to your sign-in" />
          <SecurityEventList events={events} />
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
          <a className={buttonLook()} href="/api/account/export" download>
            Export my data
          </a>

          <DeleteAccount />
        </div>
      </div>
    </Card>
  );
}
