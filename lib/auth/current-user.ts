import "server-only";
import { cookies } from "next/headers";
import { cache } from "react";
import { readSession } from "@/lib/auth/cookie";
import { openSession, type OpenSession, type SignedInUser } from "@/lib/auth/session";

/** The session of the page being rendered; null for a visitor's. Asked many times in one rendering, looked up once. */
export const currentSession = cache(async (): Promise<OpenSession | null> => {
  const token = readSession(await cookies());
  return token === null ? null : openSession(token, new Date());
});

/** The signed-in user of the page being rendered; null for a visitor. */
export async function currentUser(): Promise<SignedInUser | null> {
  return (await currentSession())?.user ?? null;
}
