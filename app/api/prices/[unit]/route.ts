import { limitCalls } from "@/lib/auth/limit-calls";
import { withUser } from "@/lib/auth/with-user";
import { askedUnit } from "@/lib/contract/asked-unit";
import { ownPriceQuery, ownPriceRequest, priceQuery } from "@/lib/contract/prices";
import { respond, respondEmpty } from "@/lib/http/respond";
import { seeViewer } from "@/lib/market/viewers";
import { getPrice } from "@/lib/prices/get-price";
import { sayOwnPrice, takeBackOwnPrice } from "@/lib/prices/say-own-price";

export const GET = withUser<{ unit: string }>(async ({ user, params, query }) => {
  const unit = askedUnit(params.unit);
  const [price] = await Promise.all([getPrice(user.id, unit, query(priceQuery)), seeViewer(Date.now())]);
  return respond(price);
});

export const PUT = withUser<{ unit: string }>(async ({ user, params, body, request }) => {
  await limitCalls("correct", request.headers, new Date(), user.id);
  const unit = askedUnit(params.unit);
  const said = await body(ownPriceRequest);
  await sayOwnPrice(user.id, unit, said, Date.now());
  const { currency, at } = said;
  return respond(await getPrice(user.id, unit, { currency, ...(at !== undefined && { at }) }));
});

export const DELETE = withUser<{ unit: string }>(async ({ user, params, query, request }) => {
  await limitCalls("correct", request.headers, new Date(), user.id);
  await takeBackOwnPrice(user.id, askedUnit(params.unit), query(ownPriceQuery).at);
  return respondEmpty();
});
