import { withUser } from "@/lib/auth/with-user";
import { askedUnit } from "@/lib/contract/asked-unit";
import { candlesQuery } from "@/lib/contract/market";
import { respond } from "@/lib/http/respond";
import { getCandles } from "@/lib/portfolio/get-candles";

export const GET = withUser<{ unit: string }>(async ({ params, query }) =>
  respond(await getCandles(askedUnit(params.unit), query(candlesQuery))),
);
