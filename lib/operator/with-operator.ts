import "server-only";
import { readSession } from "@/lib/auth/cookie";
import { sessionUser } from "@/lib/auth/session";
import { notFound } from "@/lib/contract/app-error";
import { route, type Call, type Handler } from "@/lib/http/route";
import { isOperator } from "@/lib/operator/is-operator";

/** A `route` that only an operator reaches; to everybody else, signed in or not, it does not exist. */
export function withOperator<P extends Call["params"] = Call["params"]>(
  work: (call: Call<P>) => Promise<Response>,
): Handler<P> {
  return route<P>(async (call) => {
    const token = readSession(call.request.cookies);
    const user = token === null ? null : await sessionUser(token, new Date());
    if (user === null || !isOperator(user.id)) throw notFound("endpoint");
    return work(call);
  });
}
