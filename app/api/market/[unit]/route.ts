import { withUser } from "@/lib/auth/with-user";
import { askedUnit } from "@/lib/contract/asked-unit";
import { marketTokenQuery } from "@/lib/contract/market";
import { respond } from "@/lib/http/respond";
import { getMarketToken } from "@/lib/portfolio/get-market-token";

export const GET = withUser<{ unit: string }>(async ({ user, params, query }) => {
  const unit = askedUnit(params.unit);
  return respond(await getMarketToken(user.id, unit, query(marketTokenQuery).currency));
});
