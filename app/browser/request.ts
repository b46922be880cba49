import type { Problem, ProblemCode } from "@/lib/contract/problem";
import { errorWords } from "@/app/words/error-words";
import { tellOtherTabs } from "./other-tabs";

/** An answer of the API that is not a success; `message` is the sentence to show. */
export class RequestError extends Error {
  override readonly name = "RequestError";

  constructor(
    message: string,
    readonly code: ProblemCode | "offline",
    readonly issues: readonly { field: string; reason: string }[] = [],
  ) {
    super(message);
  }

  /** What the reader can do, in one sentence. */
  get next(): string {
    return this.code === "offline" ? "Check your connection and try again." : errorWords[this.code].next;
  }
}

type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** Calls the API of this site. `T` is the contract's answer of that call; a 204 gives undefined. Throws `RequestError`. */
export async function request<T>(method: Method, path: string, body?: unknown): Promise<T> {
  const response = await send(method, path, body);
  return (response.status === 204 ? undefined : await response.json()) as T;
}

/** As `request`, for a caller to whom the kind of success matters. */
export async function send(method: Method, path: string, body?: unknown): Promise<Response> {
  const response = await fetch(path, {
    method,
    headers: body === undefined ? {} : { "content-type": "application/json" },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  }).catch(() => {
    throw new RequestError("The server cannot be reached.", "offline");
  });
  if (!response.ok) throw await problemOf(response);
  if (method !== "GET") tellOtherTabs();
  return response;
}

/** Sends a file as it is. `T` is the contract's answer of that call. Throws `RequestError`. */
export async function upload<T>(path: string, file: Blob, mediaType: string): Promise<T> {
  const response = await fetch(path, { method: "POST", headers: { "content-type": mediaType }, body: file }).catch(
    () => {
      throw new RequestError("The server cannot be reached, or the file cannot be read.", "offline");
    },
  );
  if (!response.ok) throw await problemOf(response);
  return (await response.json()) as T;
}

async function problemOf(response: Response): Promise<RequestError> {
  const problem = (await response.json().catch(() => null)) as Partial<Problem> | null;
  const code = problem?.code !== undefined && problem.code in errorWords ? problem.code : "internal_error";
  const detail = problem?.detail ?? `The server answered ${response.status}.`;
  const trace =
    code === "internal_error" && problem?.requestId !== undefined ? ` Request id: ${problem.requestId}.` : "";
  return new RequestError(detail + trace, code, problem?.issues ?? []);
}

/** For SWR: the path is the key. */
export function get<T>(path: string): Promise<T> {
  return request<T>("GET", path);
}

/** Any failure as a sentence for a toast. */
export function failureText(error: unknown): string {
  return error instanceof RequestError ? `${error.message} ${error.next}` : "Something went wrong. Try again.";
}
