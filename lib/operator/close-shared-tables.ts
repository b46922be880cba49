import "server-only";
import { db } from "@/lib/db";

/** Takes from the user's role what it may write of what all users share. Not before the version that needed it is gone. */
export async function closeSharedTables(): Promise<void> {
  await db().$executeRaw`SELECT close_shared_tables()`;
}
