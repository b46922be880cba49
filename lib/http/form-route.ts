import "server-only";
import { randomUUID } from "node:crypto";
import type { NextRequest } from "next/server";
import { asked } from "@/lib/asker";
import type { ProblemCode } from "@/lib/contract/problem";
import { limits } from "@/lib/contract/limits";
import { asAppError } from "@/lib/http/as-app-error";
import { clientAddress } from "@/lib/http/client-address";
import { readBody } from "@/lib/http/read-body";
import { readRequestId } from "@/lib/http/request-id";
import { statusOf } from "@/lib/http/respond";
import { assertSameOrigin } from "@/lib/http/same-origin";
import { log, withRequestId } from "@/lib/log";

interface FormCall {
  readonly request: NextRequest;
  /** What stands in a field; empty where it is not there. */
  readonly field: (name: string) => string;
}

/**
 * A route for a form that a browser sends without script: always answered with a way on to a page (303). A failure leads
 * to the page of `troublePath`, which is told its code and nothing of what was entered.
 */
export function formRoute(
  troublePath: (code: ProblemCode) => string,
  work: (call: FormCall) => Promise<Response>,
): (request: NextRequest) => Promise<Response> {
  return async (request) => {
    const requestId = readRequestId(request) ?? randomUUID();
    return withRequestId(requestId, async () => {
      try {
        assertSameOrigin(request);
        const fields = await readFields(request);
        const address = clientAddress(request.headers);
        return await asked({ account: null, address }, () =>
          work({ request, field: (name) => fields.get(name) ?? "" }),
        );
      } catch (error) {
        const failure = asAppError(error);
        if (statusOf(failure.code) >= 500) {
          log.error("request.failed", { method: request.method, path: request.nextUrl.pathname, error: failure });
        }
        return seeOther(troublePath(failure.code));
      }
    });
  };
}

async function readFields(request: NextRequest): Promise<URLSearchParams> {
  const body = await readBody(request, limits.bodyBytes);
  const type = request.headers.get("content-type") ?? "";
  return new URLSearchParams(type.startsWith("application/x-www-form-urlencoded") ? body : "");
}

/** On to a page of this site. The way is relative: behind a proxy the server need not know its own name. */
export function seeOther(path: string): Response {
  return new Response(null, { status: 303, headers: { location: path, "cache-control": "no-store" } });
}
