import type { ServerResponse } from "node:http";
import type { Answer } from "../blockfrost/answer";
import type { Effect } from "./fault-plan";
import { sendJson } from "./http-server";

/** What the HTTP server is to do for one request. */
export interface Verdict {
  readonly answer: Answer;
  readonly effect: "answer" | Effect;
  readonly headers: Readonly<Record<string, string>>;
}

export const retryAfter = (seconds: number | null): Readonly<Record<string, string>> =>
  seconds === null ? {} : { "retry-after": String(seconds) };

/** How the log counts it. */
export const outcomeOf = ({ answer, effect }: Verdict): number | string =>
  effect === "answer" ? answer.status : effect;

export function deliver(response: ServerResponse, { answer, effect, headers }: Verdict): void {
  if (effect === "answer" && answer.plain) {
    response.writeHead(answer.status, { "content-type": "text/plain", ...headers });
    response.end(String(answer.body));
  } else if (effect === "answer") sendJson(response, answer.status, answer.body, headers);
  if (effect === "html") {
    response.writeHead(200, { "content-type": "text/html", ...headers });
    response.end("<!doctype html><title>One moment, please</title>");
  }
  if (effect === "truncate") {
    const text = JSON.stringify(answer.body);
    response.writeHead(answer.status, { "content-type": "application/json", "content-length": String(text.length) });
    response.write(text.slice(0, text.length / 2), () => response.destroy());
  }
}
