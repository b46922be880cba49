import { asFormUser } from "@/lib/auth/as-form-user";
import { askedUnit } from "@/lib/contract/asked-unit";
import { ownPriceQuery, ownPriceRequest } from "@/lib/contract/prices";
import { asAppError } from "@/lib/http/as-app-error";
import { formRoute, seeOther } from "@/lib/http/form-route";
import { sayOwnPrice, takeBackOwnPrice } from "@/lib/prices/say-own-price";

/** A price of one's own, set or taken back without script: leads to the token, with a word of why not. */
export const POST = formRoute(
  (trouble) => `/market?trouble=${trouble}`,
  async ({ request, field }) => {
    const unit = askedUnit(field("unit"));
    const at = field("at") === "" ? {} : { at: field("at") };
    try {
      await asFormUser(request, (userId) =>
        field("take-back") === ""
          ? sayOwnPrice(
              userId,
              unit,
              ownPriceRequest.parse({ price: field("price"), currency: field("currency"), ...at }),
              Date.now(),
            )
          : takeBackOwnPrice(userId, unit, ownPriceQuery.parse(at).at),
      );
    } catch (error) {
      const { code } = asAppError(error);
      return seeOther(code === "unauthenticated" ? "/sign-in" : `/market/${unit}?trouble=${code}#own-price`);
    }
    return seeOther(`/market/${unit}#own-price`);
  },
);
