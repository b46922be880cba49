import { stakingQuery } from "@/lib/contract/staking";
import { respond } from "@/lib/http/respond";
import { withUser } from "@/lib/auth/with-user";
import { getStaking } from "@/lib/portfolio/get-staking";

export const GET = withUser(async ({ user, query }) => respond(await getStaking(user.id, query(stakingQuery))));
