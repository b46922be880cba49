/** What a route answers: a body that is serialised as JSON, or text as it stands where `plain` says so. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly plain?: true;
}

export const ok = (body: unknown): Answer => ({ status: 200, body });

const problem = (status: number, error: string, message: string): Answer => ({
  status,
  body: { status_code: status, error, message },
});

/** Blockfrost's own words, status by status. */
export const notFound = problem(404, "Not Found", "The requested component has not been found.");
export const invalidPath = problem(400, "Bad Request", "Invalid path. Please check https://docs.blockfrost.io/");
export const badRequest = (message: string): Answer => problem(400, "Bad Request", message);
export const missingToken = problem(
  403,
  "Forbidden",
  "Missing project token. Please include project_id in your request.",
);
export const invalidToken = problem(403, "Forbidden", "Invalid project token.");
export const wrongNetworkToken = problem(
  403,
  "Forbidden",
  "Network token mismatch. Are you using token for the correct network?",
);
export const overLimit = problem(402, "Project Over Limit", "Usage is over limit.");
export const rateLimited = problem(429, "Project Over Limit", "Usage is over limit.");
export const banned = problem(418, "Requested Banned", "IP has been auto-banned for flooding.");
export const serverError = problem(
  500,
  "Internal Server Error",
  "An unexpected response was received from the backend.",
);
export const unavailable = problem(503, "Service Unavailable", "The backend did not answer in time.");
