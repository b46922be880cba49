import "server-only";
import { randomUUID } from "node:crypto";
import type { NextRequest } from "next/server";
import type { z } from "zod";
import { notFound } from "@/lib/contract/app-error";
import { asAppError } from "@/lib/http/as-app-error";
import { clientAddress } from "@/lib/http/client-address";
import { readJson } from "@/lib/http/read-json";
import { respondProblem, statusOf } from "@/lib/http/respond";
import { assertSameOrigin } from "@/lib/http/same-origin";
import { readRequestId } from "@/lib/http/request-id";
import { storable } from "@/lib/http/storable";
import { log, withRequestId } from "@/lib/log";
import { asked } from "@/lib/asker";

type Params = Readonly<Record<string, string | string[]>>;

/** One call of a route: the request, the parts of its path, and its body and query as the contract has them. */
export interface Call<P extends Params = Params> {
  readonly request: NextRequest;
  readonly requestId: string;
  readonly params: P;
  /** Throws `invalid_request` or `payload_too_large`. */
  readonly body: <S extends z.ZodType>(schema: S) => Promise<z.output<S>>;
  /** Throws `invalid_request`; a name given twice counts as wrong. */
  readonly query: <S extends z.ZodType>(schema: S) => z.output<S>;
}

export type Handler<P extends Params> = (request: NextRequest, context: { params: Promise<P> }) => Promise<Response>;

/**
 * Makes a Next route of `work`: gives it a request id (`x-request-id`, in and out), refuses foreign origins on unsafe
 * methods, and answers every failure as problem+json. An unknown failure is logged and answered without its cause.
 */
export function route<P extends Params = Params>(work: (call: Call<P>) => Promise<Response>): Handler<P> {
  return async (request, context) => {
    const requestId = readRequestId(request) ?? randomUUID();
    const response = await withRequestId(requestId, () => answer(request, requestId, context, work));
    response.headers.set("x-request-id", requestId);
    return response;
  };
}

async function answer<P extends Params>(
  request: NextRequest,
  requestId: string,
  context: { params: Promise<P> },
  work: (call: Call<P>) => Promise<Response>,
): Promise<Response> {
  try {
    assertSameOrigin(request);
    const params = await paramsOf(context);
    // What PostgreSQL's text cannot hold, no row of ours is called.
    if (
      Object.values(params)
        .flat()
        .some((part) => part.includes("\0"))
    )
      throw notFound("resource");
    const call = {
      request,
      requestId,
      params,
      body: <S extends z.ZodType>(schema: S) => readJson(request, schema),
      query: <S extends z.ZodType>(schema: S) => schema.parse(queryOf(request)),
    };
    return await asked({ account: null, address: clientAddress(request.headers) }, () => work(call));
  } catch (error) {
    const failure = asAppError(error);
    if (statusOf(failure.code) >= 500) {
      log.error("request.failed", {
        method: request.method,
        path: request.nextUrl.pathname,
        error: failure,
      });
    }
    return respondProblem(failure, requestId);
  }
}

/** Next gives a route without parts that vary no params at all, whatever its types say. */
async function paramsOf<P extends Params>(context: { params: Promise<P | undefined> }): Promise<P> {
  return (await context.params) ?? ({} as P);
}

function queryOf(request: NextRequest): Record<string, string | string[]> {
  const search = request.nextUrl.searchParams;
  return Object.fromEntries(
    [...new Set(search.keys())].map((name) => {
      const values = search.getAll(name);
      for (const value of values) storable(name, value);
      return [name, values.length === 1 ? (values[0] ?? "") : values];
    }),
  );
}
