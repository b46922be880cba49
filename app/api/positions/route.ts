import { positionsQuery } from "@/lib/contract/positions";
import { respond } from "@/lib/http/respond";
import { withUser } from "@/lib/auth/with-user";
import { getPositions } from "@/lib/portfolio/get-positions";

export const GET = withUser(async ({ user, query }) => respond(await getPositions(user.id, query(positionsQuery))));
