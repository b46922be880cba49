import { asFormUser } from "@/lib/auth/as-form-user";
import { acceptRequest } from "@/lib/contract/accounting";
import { acceptOpen } from "@/lib/gains/accept-open";
import { asAppError } from "@/lib/http/as-app-error";
import { formRoute, seeOther } from "@/lib/http/form-route";
import { checkId } from "@/app/words/tax-checks";
import { readTaxPlace, taxPath } from "@/app/words/tax-place";

/** What is open before anybody files, accepted as it is or taken back without script: leads back to it. */
export const POST = formRoute(
  (trouble) => (trouble === "unauthenticated" ? "/sign-in" : `/tax?trouble=${trouble}`),
  async ({ request, field }) => {
    const place = readTaxPlace({ year: field("year"), wallet: field("wallet") });
    const year = place.year === "all" ? null : place.year;
    const said = acceptRequest.parse({ year, what: field("what"), isAccepted: field("do") === "accept" });
    try {
      await asFormUser(request, async (userId) => {
        await acceptOpen(userId, said, Date.now());
      });
    } catch (error) {
      if (asAppError(error).code !== "conflict") throw error;
      return seeOther(taxPath(place, [["trouble", "conflict"]]));
    }
    return seeOther(`${taxPath(place)}#${checkId(said.what)}`);
  },
);
