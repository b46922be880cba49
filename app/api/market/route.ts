import { withUser } from "@/lib/auth/with-user";
import { marketQuery } from "@/lib/contract/market";
import { respond } from "@/lib/http/respond";
import { listMarket } from "@/lib/portfolio/list-market";

export const GET = withUser(async ({ user, query }) => respond(await listMarket(user.id, query(marketQuery))));
