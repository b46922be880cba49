import type { IncomingMessage, ServerResponse } from "node:http";
import { badRequest, type Answer } from "../blockfrost/answer";
import { readJson, sendJson } from "./http-server";

/** Answers a command to a simulation with what `control` says to its method and JSON body; 400 where the body is not JSON. */
export async function serveControl(
  request: IncomingMessage,
  response: ServerResponse,
  control: (method: string, body: unknown) => Answer,
): Promise<void> {
  const { status, body } = await readJson(request).then(
    (json) => control(request.method ?? "GET", json),
    () => badRequest("The body is not JSON"),
  );
  sendJson(response, status, body);
}
