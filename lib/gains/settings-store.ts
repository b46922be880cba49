import "server-only";
import { accountingSettings, defaultAccounting, type AccountingSettings } from "@/lib/contract/accounting";
import { AppError } from "@/lib/contract/app-error";
import { userDb } from "@/lib/db";
import { changedOfClosed } from "@/lib/gains/closed-years";

/** By which rules the person wants their gains told. */
export async function readSettings(userId: string): Promise<AccountingSettings> {
  return settingsIn(await readStored(userId));
}

/**
 * Keeps them. Throws `invalid_request` for what would change a year that is closed, or closes one that is not over; `conflict` where
 * others were saved meanwhile.
 */
export async function saveSettings(userId: string, settings: AccountingSettings, nowMs: number): Promise<void> {
  const stored = await readStored(userId);
  const issues = changedOfClosed(settingsIn(stored), settings, nowMs);
  const [first] = issues;
  if (first !== undefined) throw new AppError({ code: "invalid_request", detail: first.reason, issues });
  const before = stored === null ? null : JSON.stringify(stored);
  const saved = await userDb(userId).$queryRaw<unknown[]>`
    INSERT INTO accounting_setting AS s (user_id, settings, changed_at) VALUES (${userId}::uuid, ${JSON.stringify(settings)}::jsonb, ${new Date(nowMs)})
    ON CONFLICT (user_id) DO UPDATE SET settings = excluded.settings, changed_at = excluded.changed_at
    WHERE s.settings IS NOT DISTINCT FROM ${before}::jsonb OR s.settings = excluded.settings
    RETURNING user_id`;
  if (saved.length === 0)
    throw new AppError({ code: "conflict", detail: "Other settings were saved meanwhile: look at them first" });
}

async function readStored(userId: string): Promise<unknown> {
  const row = await userDb(userId).accountingSetting.findUnique({ where: { userId }, select: { settings: true } });
  return row?.settings ?? null;
}

const settingsIn = (stored: unknown): AccountingSettings =>
  accountingSettings.safeParse(stored).data ?? defaultAccounting;
