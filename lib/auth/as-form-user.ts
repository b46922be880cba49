import "server-only";
import type { NextRequest } from "next/server";
import { asked } from "@/lib/asker";
import { limitCalls } from "@/lib/auth/limit-calls";
import { readSession } from "@/lib/auth/cookie";
import { sessionUser } from "@/lib/auth/session";
import { AppError } from "@/lib/contract/app-error";
import { clientAddress } from "@/lib/http/client-address";

/** What a form without script changes for whoever is signed in. Throws `unauthenticated`, `rate_limited`. */
export async function asFormUser(request: NextRequest, change: (userId: string) => Promise<void>): Promise<void> {
  const token = readSession(request.cookies);
  const user = token === null ? null : await sessionUser(token, new Date());
  if (user === null) throw new AppError({ code: "unauthenticated", detail: "Sign in first." });
  await limitCalls("correct", request.headers, new Date(), user.id);
  const account = { userId: user.id, isGuest: user.kind === "guest" };
  await asked({ account, address: clientAddress(request.headers) }, () => change(user.id));
}
