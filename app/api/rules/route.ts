import { listRules } from "@/lib/corrections/rules";
import { respond } from "@/lib/http/respond";
import { withUser } from "@/lib/auth/with-user";

export const GET = withUser(async ({ user }) => respond({ rules: await listRules(user.id) }));
