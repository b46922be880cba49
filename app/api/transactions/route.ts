import { transactionsQuery } from "@/lib/http/contract";
import { respond } from "@/lib/http/respond";
import { withUser } from "@/lib/http/with-user";
import { listTransactions } from "@/lib/portfolio/list-transactions";

export const GET = withUser(async ({ user, query }) =>
  respond(await listTransactions(user.id, query(transactionsQuery))),
);
