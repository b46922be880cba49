import { withUser } from "@/lib/auth/with-user";
import { accountingRowsQuery } from "@/lib/contract/accounting";
import { listDisposals } from "@/lib/gains/list-gains";
import { respond } from "@/lib/http/respond";

export const GET = withUser(async ({ user, query }) =>
  respond(await listDisposals(user.id, query(accountingRowsQuery))),
);
