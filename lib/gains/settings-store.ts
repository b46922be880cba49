import "server-only";
import { accountingSettings, defaultAccounting, type AccountingSettings } from "@/lib/contract/accounting";
import { AppError } from "@/lib/contract/app-error";
import { userDb } from "@/lib/db";
import { changedOfClosed } from "@/lib/gains/closed-years";

/** By which rules the person wants their gains told. */
export async function readSettings(userId: string): Promise<AccountingSettings> {
  const row = await userDb(userId).accountingSetting.findUnique({ where: { userId }, select: { settings: true } });
  return accountingSettings.safeParse(row?.settings).data ?? defaultAccounting;
}

/** Keeps them. Throws `invalid_request` for what would change a year that is closed, or closes one that is not over. */
export async function saveSettings(userId: string, settings: AccountingSettings, nowMs: number): Promise<void> {
  const issues = changedOfClosed(await readSettings(userId), settings, nowMs);
  const [first] = issues;
  if (first !== undefined) throw new AppError({ code: "invalid_request", detail: first.reason, issues });
  await userDb(userId).accountingSetting.upsert({
    where: { userId },
    create: { userId, settings },
    update: { settings, changedAt: new Date(nowMs) },
  });
}
