import "server-only";
import { AppError } from "@/lib/contract/app-error";
import { startSync } from "@/lib/sync/start-sync";

/** Starts a background sync of a wallet that its user may have deleted since it was looked up. */
export async function startBackgroundSync(userId: string, walletId: string): Promise<void> {
  try {
    await startSync(userId, walletId, { background: true });
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== "not_found") throw error;
  }
}
