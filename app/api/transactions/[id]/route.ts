import { limitCalls } from "@/lib/auth/limit-calls";
import { correctTransaction } from "@/lib/corrections/correct-transaction";
import { patchTransactionRequest } from "@/lib/contract/corrections";
import { transactionQuery } from "@/lib/contract/transactions";
import { respond } from "@/lib/http/respond";
import { withUser } from "@/lib/auth/with-user";
import { getTransaction } from "@/lib/portfolio/get-transaction";

export const GET = withUser<{ id: string }>(async ({ user, params, query }) =>
  respond(await getTransaction(user.id, params.id, query(transactionQuery).currency)),
);

export const PATCH = withUser<{ id: string }>(async ({ user, params, body, request }) => {
  await limitCalls("correct", request.headers, new Date(), user.id);
  const correction = await correctTransaction(user.id, params.id, await body(patchTransactionRequest));
  return respond({ ...(await getTransaction(user.id, params.id)), ...correction });
});
