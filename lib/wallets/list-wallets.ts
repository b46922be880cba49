import "server-only";
import type { z } from "zod";
import type { walletsAnswer } from "@/lib/contract/wallet";
import { limits } from "@/lib/contract/limits";
import { invalidRequest } from "@/lib/http/as-app-error";
import { jobView } from "@/lib/sync/job-view";
import { countWallets, readWallets, type WalletPlace } from "@/lib/wallets/wallet-rows";
import { walletView } from "@/lib/wallets/wallet-view";

interface Page {
  readonly cursor?: string | undefined;
  readonly limit: number;
}

/** The user's wallets, oldest first, a page of them; `nextCursor` is null at the end. Throws `invalid_request`. */
export async function listWallets(
  userId: string,
  { cursor, limit }: Page = { limit: limits.walletsListed },
): Promise<z.infer<typeof walletsAnswer>> {
  const now = new Date();
  const after = cursor === undefined ? null : placeOf(cursor);
  const [found, total] = await Promise.all([readWallets(userId, { after, limit: limit + 1 }), countWallets(userId)]);
  const shown = found.slice(0, limit);
  const last = shown.at(-1);
  return {
    wallets: shown.map(({ row, job }) => walletView(row, job && jobView(job, now))),
    nextCursor: found.length > limit && last !== undefined ? `${last.row.addedAt.getTime()}.${last.row.id}` : null,
    total,
  };
}

function placeOf(cursor: string): WalletPlace {
  const [at = "", id = ""] = cursor.split(".");
  const addedAt = new Date(Number(at));
  const isPlace =
    !Number.isNaN(addedAt.getTime()) &&
    addedAt.getUTCFullYear() <= 9999 &&
    /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id);
  if (!isPlace) throw invalidRequest([{ field: "cursor", reason: "Not a cursor of an earlier answer" }]);
  return { addedAt, id };
}
