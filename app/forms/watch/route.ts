import { asFormUser } from "@/lib/auth/as-form-user";
import { askedUnit } from "@/lib/contract/asked-unit";
import { formRoute, seeOther } from "@/lib/http/form-route";
import { watchToken } from "@/lib/portfolio/watch-token";
import { nextPath } from "@/app/words/next-path";

/** The star of a token, pressed without script: leads back to where it stood. */
export const POST = formRoute(
  (trouble) => (trouble === "unauthenticated" ? "/sign-in" : `/market?trouble=${trouble}`),
  async ({ request, field }) => {
    const unit = askedUnit(field("unit"));
    await asFormUser(request, (userId) => watchToken(userId, unit, field("watched") === "true"));
    return seeOther(nextPath(field("back")) ?? "/market");
  },
);
