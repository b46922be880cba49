import { limitCalls } from "@/lib/auth/limit-calls";
import { relabelRequest } from "@/lib/contract/relabel";
import { respond } from "@/lib/http/respond";
import { withUser } from "@/lib/auth/with-user";
import { getRelabel } from "@/lib/relabel/get-relabel";
import { startRelabel } from "@/lib/relabel/start-relabel";

export const GET = withUser(async ({ user }) => respond(await getRelabel(user.id)));

export const POST = withUser(async ({ user, body, request }) => {
  await limitCalls("relabel", request.headers, new Date(), user.id);
  const { step } = await body(relabelRequest);
  return respond(await startRelabel(user.id, step), 202);
});
