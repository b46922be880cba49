import { formRoute, seeOther } from "@/lib/http/form-route";
import { performancePath, readAskedRange } from "@/app/words/performance-range";

/** The days of a range go into the page's address; what is none of them does not. */
export const POST = formRoute(
  () => "/performance",
  ({ field }) => {
    const wallet = field("wallet");
    const asked = readAskedRange({ from: field("from"), to: field("to") });
    return Promise.resolve(seeOther(performancePath(asked, isId(wallet) ? wallet : undefined)));
  },
);

const isId = (text: string): boolean => /^[0-9a-f-]{36}$/i.test(text);
