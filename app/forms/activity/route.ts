import { formRoute, seeOther } from "@/lib/http/form-route";
import { filterNames, filterQuery, parseFilters } from "@/app/words/activity-filters";

/** The filters, sent before the page had its script: what is searched for goes into the page's address, a secret does not. */
export const POST = formRoute(
  () => "/activity",
  ({ field }) => {
    const given = filterNames.flatMap((name) => (field(name) === "" ? [] : [[name, field(name)] as const]));
    return Promise.resolve(seeOther(`/activity${filterQuery(parseFilters(Object.fromEntries(given)))}`));
  },
);
