import { holdingsQuery } from "@/lib/contract/holdings";
import { respond } from "@/lib/http/respond";
import { withUser } from "@/lib/auth/with-user";
import { getHoldings } from "@/lib/portfolio/get-holdings";

export const GET = withUser(async ({ user, query }) => respond(await getHoldings(user.id, query(holdingsQuery))));
