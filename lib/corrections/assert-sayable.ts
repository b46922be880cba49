import "server-only";
import { canBeSaid, fitsSign } from "@/lib/accounting/word";
import { AppError } from "@/lib/contract/app-error";
import type { EventWord } from "@/lib/contract/transaction-events";
import { correctionJoin, unsaidAction } from "@/lib/corrections/event-action-sql";
import { userDb } from "@/lib/db";
import type { TransactionEvent } from "@/lib/ledger/transaction-event";

type Row = Pick<TransactionEvent, "action" | "role" | "location"> & { readonly isIn: boolean };

/** Throws `invalid_request` where a leg cannot have been what is said of it; says nothing of a leg that is not there. */
export async function assertSayable(userId: string, id: string, index: number, word: EventWord): Promise<void> {
  const [leg] = await userDb(userId).$queryRaw<Row[]>`
    SELECT coalesce(c.action, said.action) AS action, e.role, e.quantity > 0 AS "isIn",
      CASE WHEN e.location LIKE 'unverified:%' THEN 'wallet' ELSE e.location END AS location
    FROM transaction_event e JOIN transaction t ON t.id = e.transaction_id AND t.user_id = e.user_id
    CROSS JOIN LATERAL (SELECT ${unsaidAction} AS action) said ${correctionJoin}
    WHERE e.user_id = ${userId}::uuid AND e.transaction_id = ${id}::uuid AND e.event_index = ${index}::int`;
  if (leg === undefined) return;
  if (leg.action === "internal_transfer")
    throw refused(
      "word",
      "This moved between your own wallets: there is nothing to say. Correct its action first if it did not",
    );
  if (!canBeSaid(leg))
    throw refused("word", "This is a fee, or lies at a contract: say it of what came into the wallet or left it");
  if (word.kind !== null && !fitsSign(word.kind, leg.isIn))
    throw refused("word.kind", leg.isIn ? "What came cannot have been paid or lost" : "What went was no income");
  if (word.basis !== null && !leg.isIn)
    throw refused("word.basis", "What went has the cost of what it once was bought for: say the cost of what came");
}

function refused(field: string, reason: string): AppError {
  return new AppError({ code: "invalid_request", detail: reason, issues: [{ field, reason }] });
}
