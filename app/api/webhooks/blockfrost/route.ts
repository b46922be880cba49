import { readBody } from "@/lib/http/read-body";
import { respond } from "@/lib/http/respond";
import { route } from "@/lib/http/route";
import { acceptWebhook } from "@/lib/refresh/accept-webhook";

const maxBodyBytes = 2_000_000;

export const POST = route(async ({ request }) => {
  const body = await readBody(request, maxBodyBytes);
  return respond({ refreshed: await acceptWebhook(body, request.headers.get("blockfrost-signature")) });
});
