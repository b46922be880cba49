import { holdingsQuery } from "@/lib/http/contract";
import { respond } from "@/lib/http/respond";
import { withUser } from "@/lib/http/with-user";
import { getHoldings } from "@/lib/portfolio/get-holdings";

export const GET = withUser(async ({ user, query }) => respond(await getHoldings(user.id, query(holdingsQuery))));
