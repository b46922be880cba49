import { respond } from "@/lib/http/respond";
import { withUser } from "@/lib/auth/with-user";
import { listIssues } from "@/lib/issues/list-issues";

export const GET = withUser(async ({ user }) => respond(await listIssues(user.id)));
