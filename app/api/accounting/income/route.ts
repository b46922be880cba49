import { withUser } from "@/lib/auth/with-user";
import { accountingRowsQuery } from "@/lib/contract/accounting";
import { listIncome } from "@/lib/gains/list-gains";
import { respond } from "@/lib/http/respond";

export const GET = withUser(async ({ user, query }) => respond(await listIncome(user.id, query(accountingRowsQuery))));
