import { withUser } from "@/lib/auth/with-user";
import { accountingRowsQuery } from "@/lib/contract/accounting";
import { listLots } from "@/lib/gains/list-gains";
import { respond } from "@/lib/http/respond";

export const GET = withUser(async ({ user, query }) => respond(await listLots(user.id, query(accountingRowsQuery))));
