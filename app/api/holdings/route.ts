import { holdingsQuery } from "@/lib/contract/holdings";
import { respond } from "@/lib/http/respond";
import { withUser } from "@/lib/auth/with-user";
import { getHoldings } from "@/lib/portfolio/get-holdings";
import { holdingsPage } from "@/lib/portfolio/holdings-page";

export const GET = withUser(async ({ user, query }) => {
  const { cursor, ...asked } = query(holdingsQuery);
  return respond(holdingsPage(await getHoldings(user.id, asked), cursor));
});
