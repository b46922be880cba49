import "server-only";
import { readSession } from "@/lib/auth/cookie";
import { openSession, type OpenSession, type SignedInUser } from "@/lib/auth/session";
import { AppError } from "@/lib/contract/app-error";
import { clientAddress } from "@/lib/http/client-address";
import { route, type Call, type Handler } from "@/lib/http/route";
import { asked } from "@/lib/asker";

export interface UserCall<P extends Call["params"]> extends Call<P> {
  readonly user: SignedInUser;
  readonly session: OpenSession;
}

/** A `route` that only a signed-in user reaches; everybody else gets `unauthenticated`. */
export function withUser<P extends Call["params"] = Call["params"]>(
  work: (call: UserCall<P>) => Promise<Response>,
): Handler<P> {
  return route<P>(async (call) => {
    const token = readSession(call.request.cookies);
    const session = token === null ? null : await openSession(token, new Date());
    if (session === null) throw new AppError({ code: "unauthenticated", detail: "Sign in first." });
    const { user } = session;
    const account = { userId: user.id, isGuest: user.kind === "guest" };
    return asked({ account, address: clientAddress(call.request.headers) }, () => work({ ...call, user, session }));
  });
}
