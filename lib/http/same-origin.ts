import "server-only";
import { AppError } from "@/lib/contract/app-error";
import { env } from "@/lib/env";

const safeMethods = new Set(["GET", "HEAD", "OPTIONS"]);
const ownSites = new Set(["same-origin", "none"]);

/**
 * Refuses an unsafe call that a foreign page made (`forbidden_origin`).
 * Every browser names the origin on such a call, so one that names none is a program, which cannot be tricked by a page.
 */
export function assertSameOrigin(request: Request): void {
  if (safeMethods.has(request.method)) return;
  const site = request.headers.get("sec-fetch-site");
  const origin = request.headers.get("origin");
  const foreign = (site !== null && !ownSites.has(site)) || (origin !== null && !isOwnOrigin(origin, request));
  if (foreign)
    throw new AppError({ code: "forbidden_origin", detail: "This call may only come from the app's own pages." });
}

function isOwnOrigin(origin: string, request: Request): boolean {
  if (!URL.canParse(origin)) return false;
  const { origin: normalised, host } = new URL(origin);
  return normalised === new URL(env().appUrl).origin || host === request.headers.get("host");
}
