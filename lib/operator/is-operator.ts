import "server-only";
import { env } from "@/lib/env";

/** Whether the user runs this server, by `OPERATOR_USER_IDS`. */
export function isOperator(userId: string): boolean {
  return env().OPERATOR_USER_IDS.includes(userId);
}
