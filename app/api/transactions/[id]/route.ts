import { respond } from "@/lib/http/respond";
import { withUser } from "@/lib/http/with-user";
import { getTransaction } from "@/lib/portfolio/get-transaction";

export const GET = withUser<{ id: string }>(async ({ user, params }) =>
  respond(await getTransaction(user.id, params.id)),
);
