import { respond } from "@/lib/http/respond";
import { route } from "@/lib/http/route";
import { acceptWebhook } from "@/lib/refresh/accept-webhook";

export const POST = route(async ({ request }) => respond({ refreshed: await acceptWebhook(request, new Date()) }));
