import { stakingAuditQuery } from "@/lib/contract/staking-audit";
import { respond } from "@/lib/http/respond";
import { withUser } from "@/lib/auth/with-user";
import { getStakingAudit } from "@/lib/portfolio/get-staking-audit";

export const GET = withUser(async ({ user, query }) =>
  respond(await getStakingAudit(user.id, query(stakingAuditQuery))),
);
