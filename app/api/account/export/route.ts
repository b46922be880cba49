import { exportAccount } from "@/lib/auth/export-account";
import { limitCalls } from "@/lib/auth/limit-calls";
import { streamText } from "@/lib/http/stream-text";
import { withUser } from "@/lib/auth/with-user";

export const maxDuration = 60;

export const GET = withUser(async ({ user, request }) => {
  const now = new Date();
  await limitCalls("export-account", request.headers, now, user.id);
  return new Response(streamText(exportAccount(user.id, now)), {
    headers: {
      "content-type": "application/json; charset=utf-8",
      "content-disposition": `attachment; filename="cardano-defi-assistant-${now.toISOString().slice(0, 10)}.json"`,
      "cache-control": "no-store",
    },
  });
});
