import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { currentUser } from "@/lib/auth/current-user";
import { newKeyCookie, readNewKey } from "@/lib/contract/new-key";
import { env } from "@/lib/env";
import { isOperator } from "@/lib/operator/is-operator";
import { LiveUpdates } from "@/app/browser/live-updates";
import { NamesRefresh } from "@/app/browser/names-refresh";
import { Brand } from "@/app/ui/brand";
import { ConnectionBanner } from "@/app/ui/connection-banner";
import { ThemeToggle } from "@/app/ui/theme-toggle";
import { walletName } from "@/app/words/wallet-name";
import { AccountMenu } from "./account-menu";
import { CurrencyMenu } from "./currency-menu";
import { Navigation } from "./navigation";
import { pageCurrency, pageIssues, pageSecurityNews, pageUserId, pageWallets } from "./page-data";
import { RecoveryKeyCard } from "./recovery-key-card";
import { SecurityNotices } from "./security-notices";
import { WalletSwitcher } from "./wallet-switcher";

export default async function DashboardLayout({ children }: { readonly children: ReactNode }) {
  const userId = await pageUserId();
  const [user, wallets, { attention }, news] = await Promise.all([
    currentUser(),
    pageWallets(),
    pageIssues(),
    pageSecurityNews(),
  ]);
  const handedOver = readNewKey((await cookies()).get(newKeyCookie.name)?.value, userId);
  const hasMarket = env().MARKET !== "off";
  const isGuest = user?.kind === "guest";
  const choices = wallets.map((wallet) => ({ id: wallet.id, name: walletName(wallet) }));
  return (
    <LiveUpdates mode={env().LIVE_UPDATES}>
      <NamesRefresh due={wallets.some(({ sync }) => sync.namesDue)} />
      <header className="sticky top-0 z-30 border-b border-line bg-surface/95 backdrop-blur print:hidden">
        <div className="mx-auto flex h-14 max-w-6xl items-center gap-2 px-4 sm:gap-4 sm:px-6">
          <Brand href="/overview" compact />
          <Navigation place="top" issues={attention} hasMarket={hasMarket} />
          <div className="ml-auto flex min-w-0 items-center gap-1">
            <WalletSwitcher wallets={choices} />
            <CurrencyMenu current={await pageCurrency()} />
            <ThemeToggle />
            <AccountMenu guest={isGuest} operator={isOperator(userId)} />
          </div>
        </div>
      </header>
      <ConnectionBanner />
      <main
        id="content"
        tabIndex={-1}
        className="mx-auto max-w-6xl px-4 pt-6 pb-28 outline-none sm:px-6 lg:pb-16 noscript:pb-0 print:p-0"
      >
        <div className="print:hidden">
          <SecurityNotices userId={userId} news={news} />
          <RecoveryKeyCard userId={userId} guest={isGuest} handedOver={handedOver} />
        </div>
        {children}
      </main>
      <Navigation place="bottom" issues={attention} hasMarket={hasMarket} />
    </LiveUpdates>
  );
}
