import "server-only";
import { cookies } from "next/headers";
import { cache } from "react";
import { readSession } from "@/lib/auth/cookie";
import { sessionUser, type SignedInUser } from "@/lib/auth/session";

/** The signed-in user of the page being rendered; null for a visitor. Asked many times in one rendering, looked up once. */
export const currentUser = cache(async (): Promise<SignedInUser | null> => {
  const token = readSession(await cookies());
  return token === null ? null : sessionUser(token, new Date());
});
