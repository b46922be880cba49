import { listContracts } from "@/lib/corrections/contracts";
import { respond } from "@/lib/http/respond";
import { withUser } from "@/lib/auth/with-user";

export const GET = withUser(async ({ user }) => respond({ contracts: await listContracts(user.id) }));
