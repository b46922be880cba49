import { notFound } from "@/lib/contract/app-error";
import { route } from "@/lib/http/route";

/** What no other route answers, in the API's own words rather than as a page. */
const answer = route<{ path: string[] }>(() => Promise.reject(notFound("endpoint")));

export { answer as DELETE, answer as GET, answer as PATCH, answer as POST, answer as PUT };
