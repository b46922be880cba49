import "server-only";
import { env } from "@/lib/env";
import { AppError } from "@/lib/contract/app-error";
import { log } from "@/lib/log";

/** What Redis says; null where it is away or `CACHE=off`: whoever asks goes to the source instead. */
export async function fromCache<T>(ask: () => Promise<T>): Promise<T | null> {
  if (env().CACHE === "off") return null;
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== "cache_unavailable") throw error;
    log.warn("cache.away", { error });
    return null;
  }
}
