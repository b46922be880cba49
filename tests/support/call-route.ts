import { NextRequest } from "next/server";
import type { Handler } from "@/lib/http/route";

interface CallOptions<P> {
  readonly method?: string;
  readonly params?: P;
  /** Sent as JSON; a string goes as it is. */
  readonly body?: unknown;
  /** The session cookie's token. */
  readonly session?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

/** Calls a route's handler as Next does. */
export function callRoute<P extends Record<string, string | string[]>>(
  handler: Handler<P>,
  path: string,
  { method = "GET", params, body, session, headers = {}, signal }: CallOptions<P> = {},
): Promise<Response> {
  const request = new NextRequest(`http://localhost:3000${path}`, {
    method,
    headers: { host: "localhost:3000", ...(session !== undefined && { cookie: `session=${session}` }), ...headers },
    ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
    ...(signal && { signal }),
  });
  return handler(request, { params: Promise.resolve(params ?? ({} as P)) });
}
