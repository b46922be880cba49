import { listSecurityEvents } from "@/lib/auth/list-security-events";
import { withUser } from "@/lib/auth/with-user";
import { respond } from "@/lib/http/respond";

export const GET = withUser(async ({ user }) => respond({ events: await listSecurityEvents(user.id) }));
