import { findSecret } from "@/lib/cardano/pasted/find-secret";
import { formRoute, seeOther } from "@/lib/http/form-route";
import { marketPath, readMarketPlace } from "@/app/words/market-words";

/** What is searched for in the market goes into the page's address; a secret does not. */
export const POST = formRoute(
  () => "/market",
  ({ field }) => {
    const { tab, q } = readMarketPlace({ tab: field("tab"), q: field("q") });
    return Promise.resolve(seeOther(marketPath({ tab, q: findSecret(q) === null ? q : "" })));
  },
);
