const pattern = /^[\w.-]{1,100}$/;

/** The id that the caller gave the request, where it is fit for a log. */
export function readRequestId(request: Request): string | null {
  const given = request.headers.get("x-request-id");
  return given !== null && pattern.test(given) ? given : null;
}
