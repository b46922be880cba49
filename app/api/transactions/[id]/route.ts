import { correctTransaction } from "@/lib/corrections/correct-transaction";
import { patchTransactionRequest } from "@/lib/http/contract-corrections";
import { respond } from "@/lib/http/respond";
import { withUser } from "@/lib/http/with-user";
import { getTransaction } from "@/lib/portfolio/get-transaction";

export const GET = withUser<{ id: string }>(async ({ user, params }) =>
  respond(await getTransaction(user.id, params.id)),
);

export const PATCH = withUser<{ id: string }>(async ({ user, params, body }) =>
  respond(await correctTransaction(user.id, params.id, await body(patchTransactionRequest))),
);
