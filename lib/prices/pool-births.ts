import "server-only";
import type { Unit } from "@/lib/cardano/brand";
import { db } from "@/lib/db";

/** When pools were made, ms since the epoch, by their units, where anybody asked; null for a pool that the chain does not know. */
export async function readBirths(poolUnits: readonly Unit[]): Promise<Map<Unit, number | null>> {
  const rows = await db().poolBirth.findMany({ where: { poolUnit: { in: [...poolUnits] } } });
  return new Map(rows.map(({ poolUnit, at }) => [poolUnit as Unit, at?.getTime() ?? null]));
}

/** Keeps a birth for all users. */
export async function saveBirth(poolUnit: Unit, birth: { readonly at: Date; readonly height: number } | null) {
  const row = { at: birth?.at ?? null, height: birth?.height ?? null };
  await db().poolBirth.upsert({ where: { poolUnit }, create: { poolUnit, ...row }, update: row });
}
