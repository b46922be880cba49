import "server-only";
import { readSession } from "@/lib/auth/cookie";
import { sessionUser, type SignedInUser } from "@/lib/auth/session";
import { AppError } from "@/lib/contract/app-error";
import { clientAddress } from "@/lib/http/client-address";
import { route, type Call, type Handler } from "@/lib/http/route";
import { asked } from "@/lib/asker";

export interface UserCall<P extends Call["params"]> extends Call<P> {
  readonly user: SignedInUser;
}

/** A `route` that only a signed-in user reaches; everybody else gets `unauthenticated`. */
export function withUser<P extends Call["params"] = Call["params"]>(
  work: (call: UserCall<P>) => Promise<Response>,
): Handler<P> {
  return route<P>(async (call) => {
    const token = readSession(call.request.cookies);
    const user = token === null ? null : await sessionUser(token, new Date());
    if (user === null) throw new AppError({ code: "unauthenticated", detail: "Sign in first." });
    const account = { userId: user.id, isGuest: user.kind === "guest" };
    return asked({ account, address: clientAddress(call.request.headers) }, () => work({ ...call, user }));
  });
}
