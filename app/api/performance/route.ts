import { withUser } from "@/lib/auth/with-user";
import { performanceQuery } from "@/lib/contract/performance";
import { getPerformance } from "@/lib/gains/get-performance";
import { respond } from "@/lib/http/respond";

export const GET = withUser(async ({ user, query }) => respond(await getPerformance(user.id, query(performanceQuery))));
