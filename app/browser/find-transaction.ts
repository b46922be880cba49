import type { z } from "zod";
import type { transactionsAnswer } from "@/lib/contract/transactions";
import { request, RequestError } from "./request";

/** Our page's id of a transaction of one of the person's wallets; null where none has it. Throws `RequestError`. */
export async function findTransaction(hash: string): Promise<string | null> {
  try {
    const query = new URLSearchParams({ q: hash, limit: "1" }).toString();
    const { transactions } = await request<z.infer<typeof transactionsAnswer>>("GET", `/api/transactions?${query}`);
    return transactions[0]?.id ?? null;
  } catch (error) {
    if (error instanceof RequestError && error.code === "unauthenticated") return null;
    throw error;
  }
}
