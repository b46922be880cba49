import type { Unit } from "@/lib/cardano/brand";
import { isUnit } from "@/lib/cardano/unit";
import { AppError } from "@/lib/contract/app-error";

/** A unit of a path. Throws `invalid_request` for what cannot be one. */
export function askedUnit(text: string): Unit {
  if (isUnit(text)) return text;
  const reason = "Not a unit: lovelace, or a policy id and an asset name in lower-case hex, 56 to 120 digits";
  throw new AppError({ code: "invalid_request", detail: reason, issues: [{ field: "unit", reason }] });
}
