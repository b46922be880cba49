import { cookies, headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import type { Route } from "next";
import { cache } from "react";
import { currentSession, currentUser } from "@/lib/auth/current-user";
import { listNews } from "@/lib/auth/list-security-events";
import { AppError } from "@/lib/contract/app-error";
import type { IssuesAnswer } from "@/lib/contract/issues";
import { currencyCookie } from "@/lib/contract/currencies";
import { readCurrency, type Currency } from "@/lib/contract/rates";
import type { SecurityEvent } from "@/lib/contract/session";
import type { Wallet } from "@/lib/contract/wallet";
import type { TransactionDetail } from "@/lib/contract/transaction-detail";
import { listIssues } from "@/lib/issues/list-issues";
import { getTransaction } from "@/lib/portfolio/get-transaction";
import { newestAdaRate } from "@/lib/rates/newest-ada-rate";
import { getWallet } from "@/lib/wallets/get-wallet";
import { listWallets } from "@/lib/wallets/list-wallets";
import { firstParam } from "@/app/words/activity-filters";
import type { RawParams } from "@/app/words/activity-filters";
import { nextPath, withNext } from "@/app/words/next-path";

/** The signed-in user's id; a visitor is sent to sign in, and from there back to the page that was wanted. */
export async function pageUserId(): Promise<string> {
  const user = await currentUser();
  if (user !== null) return user.id;
  const wanted = nextPath((await headers()).get("x-path") ?? undefined);
  redirect(withNext("/sign-in", wanted) as Route);
}

/** The user's wallets, as many as an account may have, read once for the frame and the page inside it. */
export const pageWallets = cache(
  async (): Promise<readonly Wallet[]> => (await listWallets(await pageUserId())).wallets,
);

/** What the user should know of, read once for the navigation and the page inside it. */
export const pageIssues = cache(async (): Promise<IssuesAnswer> => listIssues(await pageUserId()));

/** The currency that the browser remembers. */
export const pageCurrency = cache(async (): Promise<Currency> =>
  readCurrency((await cookies()).get(currencyCookie.name)?.value),
);

/** What an ADA costs in that currency, read once for the page; null in ada itself. */
export const pageRate = cache(async () => {
  const currency = await pageCurrency();
  return currency === "ADA" ? null : { currency, ...(await newestAdaRate(currency)) };
});

/** What other devices did lately to the ways into the account. */
export async function pageSecurityNews(): Promise<SecurityEvent[]> {
  const session = await currentSession();
  return session === null ? [] : listNews(session, new Date());
}

/** One of the user's wallets, read once for the page and its title; the not-found page for anybody else's. */
export const pageWallet = cache(async (id: string): Promise<Wallet> => orNotFound(getWallet(await pageUserId(), id)));

/** One of the user's transactions, as `pageWallet`. */
export const pageTransaction = cache(async (id: string): Promise<TransactionDetail> =>
  orNotFound(getTransaction(await pageUserId(), id, await pageCurrency())),
);

/** The wallet that the header's switcher chose; undefined for all of them. */
export function chosenWallet(wallets: readonly Wallet[], params: RawParams): Wallet | undefined {
  const wanted = firstParam(params, "wallet");
  return wallets.find(({ id }) => id === wanted);
}

/** Turns the miss of a read into the not-found page; every other failure goes on. */
export async function orNotFound<T>(reading: Promise<T>): Promise<T> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof AppError && error.code === "not_found") notFound();
    throw error;
  }
}
