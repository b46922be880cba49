import { respond } from "@/lib/http/respond";
import { withUser } from "@/lib/auth/with-user";
import { getProof } from "@/lib/portfolio/get-proof";

export const GET = withUser<{ id: string }>(async ({ user, params }) => respond(await getProof(user.id, params.id)));
