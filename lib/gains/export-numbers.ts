import "server-only";
import { userDb } from "@/lib/db";
import { toJson } from "@/lib/http/to-json";
import { extendNumbers, type UnitNumbers } from "@/lib/exports/unit-numbers";

/**
 * The numbers by which the person's exports call tokens, with those of units that have none yet, in the order given. A number that was
 * given stays, whoever else asks at the same moment.
 */
export async function numbersFor(userId: string, units: readonly string[]): Promise<UnitNumbers> {
  const known = await readNumbers(userId);
  const extended = extendNumbers(known, units);
  const rows = [...extended].filter(([unit]) => !known.has(unit)).map(([unit, number]) => ({ unit, number }));
  if (rows.length === 0) return known;
  // Whoever comes second reads what the first one gave, and gives what is missing then.
  const given = await userDb(userId).$executeRaw`
    INSERT INTO export_number (user_id, unit, number)
    SELECT ${userId}::uuid, r.unit, r.number FROM jsonb_to_recordset(${toJson(rows)}::jsonb) AS r(unit text, number int)
    ON CONFLICT DO NOTHING`;
  return given === rows.length ? extended : numbersFor(userId, units);
}

/** Those that were given. */
export async function readNumbers(userId: string): Promise<Map<string, number>> {
  const rows = await userDb(userId).exportNumber.findMany({ where: { userId }, orderBy: { number: "asc" } });
  return new Map(rows.map(({ unit, number }) => [unit, number]));
}
