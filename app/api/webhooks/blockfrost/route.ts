import { limits } from "@/lib/contract/limits";
import { readBody } from "@/lib/http/read-body";
import { respond } from "@/lib/http/respond";
import { route } from "@/lib/http/route";
import { acceptWebhook } from "@/lib/refresh/accept-webhook";

export const POST = route(async ({ request }) => {
  const body = await readBody(request, limits.webhookBodyBytes);
  return respond({ refreshed: await acceptWebhook(body, request.headers.get("blockfrost-signature")) });
});
