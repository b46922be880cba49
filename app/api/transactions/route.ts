import { transactionsQuery } from "@/lib/contract/transactions";
import { respond } from "@/lib/http/respond";
import { withUser } from "@/lib/auth/with-user";
import { listTransactions } from "@/lib/portfolio/list-transactions";

export const GET = withUser(async ({ user, query }) =>
  respond(await listTransactions(user.id, query(transactionsQuery))),
);
