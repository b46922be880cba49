import "server-only";
import { createHash, timingSafeEqual } from "node:crypto";
import { env } from "@/lib/env";
import { AppError } from "@/lib/contract/app-error";

/** Refuses whoever does not show CRON_SECRET as a bearer token, and everybody where there is none. Throws `unauthenticated`. */
export function assertCron(request: Request): void {
  const { CRON_SECRET } = env();
  const shown = request.headers.get("authorization") ?? "";
  if (CRON_SECRET !== undefined && timingSafeEqual(digest(shown), digest(`Bearer ${CRON_SECRET}`))) return;
  throw new AppError({ code: "unauthenticated", detail: "Only this deployment's own schedule may call this." });
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
