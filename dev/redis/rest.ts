import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import type { Backend } from "@/dev/redis/backend";
import { serveSubscription } from "@/dev/redis/event-stream";
import { RedisError } from "@/dev/redis/reply";
import type { Encoding } from "@/dev/redis/reply-json";
import { errorJson, resultJson } from "@/dev/redis/reply-json";
import { malformed, parseCommandBody, parseCommandsBody, parsePath, parsePathCommand } from "@/dev/redis/rest-request";

/** Upstash's REST API (upstash.com/docs/redis/features/restapi) over a backend. */
export function createRestListener(backend: Backend, token: string): RequestListener {
  let syncToken = 0;
  const answer = (response: ServerResponse, status: number, json: string) => {
    syncToken++;
    response.writeHead(status, {
      "content-type": "application/json",
      "upstash-sync-token": `local:${String(syncToken)}`,
    });
    response.end(json);
  };
  return (request, response) => {
    const respond = (status: number, json: string) => answer(response, status, json);
    handle({ backend, token, request, response, respond }).catch((error: unknown) => {
      if (response.headersSent) response.destroy();
      else if (error instanceof RedisError) respond(400, errorJson(error.message));
      else respond(500, errorJson(`ERR internal: ${error instanceof Error ? error.message : "unknown"}`));
    });
  };
}

interface Exchange {
  readonly backend: Backend;
  readonly token: string;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly respond: (status: number, json: string) => void;
}

async function handle({ backend, token, request, response, respond }: Exchange): Promise<void> {
  const url = new URL(request.url ?? "/", "http://localhost");
  if (!isAuthorized(request, url, token)) {
    respond(401, errorJson("Unauthorized"));
    return;
  }
  const body = await readBody(request);
  const path = parsePath(url.pathname);
  const encoding: Encoding = request.headers["upstash-encoding"] === "base64" ? "base64" : "plain";
  const [route, ...names] = path;
  if (route === "subscribe" || route === "psubscribe") {
    if (names.length === 0) throw malformed("subscription: name a channel");
    const kind = route === "subscribe" ? "channel" : "pattern";
    const refusal = await serveSubscription(backend, { kind, names, response });
    if (refusal !== undefined) throw refusal;
  } else if (route === "pipeline") {
    respond(200, await runPipeline(backend, parseCommandsBody(body), encoding));
  } else if (route === "multi-exec") {
    respond(200, await runTransaction(backend, parseCommandsBody(body), encoding));
  } else {
    const words = route === undefined ? parseCommandBody(body) : parsePathCommand(path, url.searchParams, body);
    const reply = await backend.execute(words);
    respond(reply instanceof RedisError ? 400 : 200, resultJson(reply, encoding));
  }
}

function isAuthorized(request: IncomingMessage, url: URL, token: string): boolean {
  return request.headers.authorization === `Bearer ${token}` || url.searchParams.get("_token") === token;
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

async function runPipeline(backend: Backend, commands: readonly string[][], encoding: Encoding): Promise<string> {
  const replies = await Promise.all(commands.map((words) => backend.execute(words)));
  return `[${replies.map((reply) => resultJson(reply, encoding)).join(",")}]`;
}

async function runTransaction(backend: Backend, commands: readonly string[][], encoding: Encoding): Promise<string> {
  const replies = await backend.transaction(commands);
  if (replies instanceof RedisError) throw replies;
  return `[${replies.map((reply) => resultJson(reply, encoding)).join(",")}]`;
}
