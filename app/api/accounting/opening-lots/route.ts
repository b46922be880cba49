import { limitCalls } from "@/lib/auth/limit-calls";
import { withUser } from "@/lib/auth/with-user";
import { addOpeningLotsRequest } from "@/lib/contract/opening-lots";
import { addOpeningLots, listOpeningLots } from "@/lib/gains/opening-lots";
import { respond } from "@/lib/http/respond";

export const GET = withUser(async ({ user }) => respond(await listOpeningLots(user.id)));

export const POST = withUser(async ({ user, body, request }) => {
  await limitCalls("correct", request.headers, new Date(), user.id);
  await addOpeningLots(user.id, await body(addOpeningLotsRequest), Date.now());
  return respond(await listOpeningLots(user.id));
});
