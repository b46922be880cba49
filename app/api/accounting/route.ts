import { withUser } from "@/lib/auth/with-user";
import { accountingQuery } from "@/lib/contract/accounting";
import { getAccounting } from "@/lib/gains/list-gains";
import { respond } from "@/lib/http/respond";

export const GET = withUser(async ({ user, query }) => respond(await getAccounting(user.id, query(accountingQuery))));
