import "server-only";
import { userDb } from "@/lib/db";

export interface SignInKeyView {
  /** The address that was signed with. */
  readonly address: string;
  /** ISO 8601, UTC. */
  readonly addedAt: string;
}

/** The addresses whose keys sign the user in, oldest first. */
export async function listSignInKeys(userId: string): Promise<SignInKeyView[]> {
  const keys = await userDb(userId).signInKey.findMany({ where: { userId }, orderBy: { addedAt: "asc" } });
  return keys.map(({ address, addedAt }) => ({ address, addedAt: addedAt.toISOString() }));
}
