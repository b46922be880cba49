import "server-only";
import type { NextRequest } from "next/server";
import { readSession } from "@/lib/auth/cookie";
import { createGuest, type NewGuest } from "@/lib/auth/create-guest";
import { deviceOf } from "@/lib/auth/device";
import { limitCalls } from "@/lib/auth/limit-calls";
import { sessionUser, type SignedInUser } from "@/lib/auth/session";
import { asked } from "@/lib/asker";
import { AppError } from "@/lib/contract/app-error";
import { clientAddress } from "@/lib/http/client-address";
import { addWallet } from "@/lib/wallets/add-wallet";

export interface Followed {
  /** Null where somebody was signed in already. */
  readonly guest: NewGuest | null;
  readonly walletIds: readonly string[];
  /** Why the subject after those was not taken. */
  readonly failure: AppError | null;
}

/** Follows each subject for whoever is signed in, or for a new guest: what a form does that is sent without script. */
export async function followAsVisitor(request: NextRequest, subjects: readonly string[], now: Date): Promise<Followed> {
  const { user, guest } = await userOf(request, now);
  const account = { userId: user.id, isGuest: user.kind === "guest" };
  const walletIds: string[] = [];
  try {
    await asked({ account, address: clientAddress(request.headers) }, async () => {
      for (const address of subjects) {
        await limitCalls("add-wallet", request.headers, now, user.id);
        walletIds.push((await addWallet(user.id, { address })).walletId);
      }
    });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { guest, walletIds, failure: error };
  }
  return { guest, walletIds, failure: null };
}

async function userOf(request: NextRequest, now: Date): Promise<{ user: SignedInUser; guest: NewGuest | null }> {
  const current = readSession(request.cookies);
  const user = current === null ? null : await sessionUser(current, now);
  if (user !== null) return { user, guest: null };
  await limitCalls("guest", request.headers, now);
  const guest = await createGuest(now, deviceOf(request.headers));
  return { user: guest.user, guest };
}
