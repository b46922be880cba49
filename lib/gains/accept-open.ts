import "server-only";
import type { AcceptedAnswer, AcceptRequest } from "@/lib/contract/accounting";
import { replaceAcceptances } from "@/lib/gains/acceptance-store";
import { acceptedOf, readAccepted } from "@/lib/gains/accepted";
import { readOpenPrints, readUnproven, unprovenPrints, type OpenPrint } from "@/lib/gains/open-prints";
import { stillComputing, tellGains } from "@/lib/gains/tell-gains";

/**
 * Accepts what is open by now as it is, or takes that back; where nothing is open, nothing is kept. Throws as `tellGains` does,
 * `conflict` while gains are being computed, and `limit_reached`.
 */
export async function acceptOpen(userId: string, request: AcceptRequest, nowMs: number): Promise<AcceptedAnswer> {
  const { sums, progress } = await tellGains(userId);
  const { year, what, isAccepted } = request;
  if (isAccepted && !progress.isDone) throw stillComputing();
  const at = new Date(nowMs).toISOString();
  const prints = isAccepted ? await printsOf(userId, request) : [];
  await replaceAcceptances(
    userId,
    { year: what === "unproven" ? null : year, what },
    prints.map((print) => ({ ...print, at })),
  );
  return { accepted: acceptedOf(await readAccepted(userId), sums, year === null ? {} : { year }) };
}

async function printsOf(userId: string, { year, what }: AcceptRequest): Promise<OpenPrint[]> {
  if (what === "unproven") return unprovenPrints(await readUnproven(userId));
  const prints = await readOpenPrints(userId, year === null ? null : [year]);
  return prints.filter((print) => print.what === what);
}
