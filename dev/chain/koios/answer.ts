import type { Answer } from "../blockfrost/answer";

/** What stands before PostgREST (HAProxy) speaks plain text. */
const spoken = (status: number, body: string): Answer => ({ status, body, plain: true });

export const unknownQuery = spoken(
  404,
  "Query not Found! Please verify syntax referring to examples from https://api.koios.rest",
);
export const unknownToken = spoken(403, "Unauthorized Auth Token");
export const tooManyRequests = spoken(429, "Too Many Requests");
export const payloadTooLarge = (bytes: number, limit: number): Answer =>
  spoken(
    413,
    `Payload too large, body length was ${bytes}. Please ensure your request body size is below ${limit} bytes`,
  );

/** PostgREST's own errors, and PostgreSQL's that it hands on. */
const postgrest = (status: number, code: string, message: string, details: string | null = null): Answer => ({
  status,
  body: { code, details, hint: null, message },
});

export const invalidJson = postgrest(400, "PGRST102", "Empty or invalid json");
export const wrongMethod = (method: string): Answer =>
  postgrest(405, "PGRST101", `Cannot use the ${method} method on RPC`);
export const noSuchFunction = (call: string): Answer =>
  postgrest(
    404,
    "PGRST202",
    `Could not find the function grest.${call} in the schema cache`,
    `Searched for the function grest.${call}, but no matches were found in the schema cache.`,
  );
export const malformedArray = (literal: string): Answer =>
  postgrest(
    400,
    "22P02",
    `malformed array literal: "${literal}"`,
    'Array value must start with "{" or dimension information.',
  );
export const badSyntax = (type: string, text: string): Answer =>
  postgrest(400, "22P02", `invalid input syntax for type ${type}: "${text}"`);
export const badHex = (text: string): Answer => {
  const digit = /[^0-9a-f]/i.exec(text)?.[0];
  const problem = digit === undefined ? "data: odd number of digits" : `digit: "${digit}"`;
  return postgrest(400, "22023", `invalid hexadecimal ${problem}`);
};

/** What a test may order, status by status. */
export const STATUS_ANSWERS: Readonly<Record<number, Answer>> = {
  400: invalidJson,
  401: postgrest(401, "PGRST301", "JWT expired"),
  402: spoken(402, "Payment Required"),
  403: unknownToken,
  404: unknownQuery,
  413: spoken(413, "Payload too large"),
  418: spoken(418, "I'm a teapot"),
  429: tooManyRequests,
  500: postgrest(500, "XX000", "cache lookup failed for type 1"),
  502: spoken(502, "Bad Gateway"),
  503: spoken(503, "Service Unavailable"),
  504: spoken(504, "Gateway Time-out"),
};
