import { ApiError } from "@/dev/qstash/api-error";
import type { HeaderMap } from "@/dev/qstash/publish-options";

export interface ApiRequest {
  method: string;
  /** Path and query as they came: a destination within the path must not be decoded or normalised. */
  target: string;
  query: URLSearchParams;
  headers: HeaderMap;
  body: Buffer;
  callerIp: string;
}

/** `json` undefined answers with an empty body. */
export interface ApiResponse {
  status: number;
  json?: unknown;
}

/**
 * `pattern` is `METHOD /path`; `:` stands for one segment and a last `*` for the rest of the target with its query.
 * The values of both come as `parameters`, in order.
 */
export interface Route {
  pattern: string;
  handle: (request: ApiRequest, parameters: readonly string[]) => ApiResponse;
}

export function ok(json?: unknown): ApiResponse {
  return { status: 200, json };
}

/** Answers by the first route that fits. Throws ApiError 404 when none does. */
export function routeRequest(routes: readonly Route[], request: ApiRequest): ApiResponse {
  for (const route of routes) {
    const parameters = matchRoute(route.pattern, request);
    if (parameters !== undefined) {
      return route.handle(request, parameters);
    }
  }
  throw new ApiError(404, `the local QStash does not know ${request.method} ${request.target.split("?")[0] ?? ""}`);
}

/** The parameter at `index` of a route whose pattern has it. */
export function parameter(parameters: readonly string[], index: number): string {
  const value = parameters[index];
  if (value === undefined || value === "") {
    throw new ApiError(400, "a part of the path is empty");
  }
  return value;
}

function matchRoute(pattern: string, request: ApiRequest): string[] | undefined {
  const [method = "", path = ""] = pattern.split(" ");
  if (method !== request.method) {
    return undefined;
  }
  const expected = path.split("/");
  const takesRest = expected.at(-1) === "*";
  const actual = (takesRest ? request.target : (request.target.split("?")[0] ?? "")).split("/");
  if (takesRest ? actual.length < expected.length : actual.length !== expected.length) {
    return undefined;
  }
  const parameters: string[] = [];
  for (const [index, segment] of expected.entries()) {
    const given = actual[index] ?? "";
    if (segment === "*") {
      parameters.push(decodeDestination(actual.slice(index).join("/")));
    } else if (segment === ":") {
      parameters.push(decode(given));
    } else if (segment !== given) {
      return undefined;
    }
  }
  return parameters;
}

/** A destination is taken as it stands unless the whole of it was percent-encoded. */
function decodeDestination(text: string): string {
  return /^https?%3A/i.test(text) ? decode(text) : text;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new ApiError(400, `"${text}" is not properly percent-encoded`);
  }
}
