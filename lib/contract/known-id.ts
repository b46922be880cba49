import { z } from "zod";
import { notFound } from "@/lib/contract/app-error";

const uuid = z.uuid();

/** `id` where it can be one of ours; what no row can have is not found, as if it had been looked for. */
export function knownId(id: string, what: string): string {
  if (!uuid.safeParse(id).success) throw notFound(what);
  return id.toLowerCase();
}
