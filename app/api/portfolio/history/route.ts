import { historyQuery } from "@/lib/contract/history";
import { respond } from "@/lib/http/respond";
import { withUser } from "@/lib/auth/with-user";
import { getHistory } from "@/lib/portfolio/get-history";

export const GET = withUser(async ({ user, query }) => respond(await getHistory(user.id, query(historyQuery))));
