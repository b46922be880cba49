import { applyDue } from "@/lib/corrections/apply-due";
import { makeAllDue } from "@/lib/corrections/due";
import { judgeHeld } from "@/lib/corrections/judge-tokens";
import { db } from "@/lib/db";

/** Brings all labels of a user in line, whatever made them so. @returns how many transactions changed */
export async function lookAtAll(userId: string): Promise<number> {
  for (const { id } of await db().wallet.findMany({ where: { userId }, select: { id: true } }))
    await judgeHeld(userId, id);
  await makeAllDue(userId);
  const { changed, isDone } = await applyDue(userId, 30_000);
  if (!isDone) throw new Error("half a minute is not enough");
  return changed;
}
