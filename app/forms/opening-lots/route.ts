import { asFormUser } from "@/lib/auth/as-form-user";
import { addOpeningLotsRequest } from "@/lib/contract/opening-lots";
import { addOpeningLots, removeOpeningLot } from "@/lib/gains/opening-lots";
import { formRoute, seeOther } from "@/lib/http/form-route";
import { lotsEntered } from "@/app/words/opening-lots";

/** Coins bought elsewhere, added or removed without script: leads back to their list. */
export const POST = formRoute(
  (trouble) => (trouble === "unauthenticated" ? "/sign-in" : `/tax?trouble=${trouble}`),
  async ({ request, field }) => {
    await asFormUser(request, (userId) =>
      field("do") === "remove"
        ? removeOpeningLot(userId, field("id"))
        : addOpeningLots(userId, addOpeningLotsRequest.parse(lotsEntered(field)), Date.now()),
    );
    return seeOther("/tax#opening-lots");
  },
);
