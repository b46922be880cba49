import { withUser } from "@/lib/auth/with-user";
import { accountingRowsQuery } from "@/lib/contract/accounting";
import { listShortfalls } from "@/lib/gains/list-gains";
import { respond } from "@/lib/http/respond";

export const GET = withUser(async ({ user, query }) =>
  respond(await listShortfalls(user.id, query(accountingRowsQuery))),
);
