import { checkHealth } from "@/lib/operator/check-health";
import { respond } from "@/lib/http/respond";
import { route } from "@/lib/http/route";

export const GET = route(async () => {
  const health = await checkHealth(new Date());
  return respond(health, health.status === "ok" ? 200 : 503);
});
