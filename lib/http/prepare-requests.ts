import "server-only";
import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage, ServerResponse } from "node:http";
import { closedPolicy } from "@/lib/http/content-security-policy";
import { peerHeader } from "@/lib/http/client-address";

let noting = false;

/**
 * Has every request of this process bear the address of its socket, over whatever the client sent under that name: a route
 * sees headers only, and those of a proxy are anybody's where no proxy stands in front. And has every answer begin with a
 * policy that allows nothing, which pages and routes replace by theirs: the server's own error pages have none.
 */
export function prepareRequests(): void {
  if (noting) return;
  noting = true;
  subscribe("http.server.request.start", (message) => {
    const { request, response } = message as { readonly request: IncomingMessage; readonly response: ServerResponse };
    request.headers[peerHeader] = request.socket.remoteAddress ?? "unknown";
    response.setHeader("content-security-policy", closedPolicy);
  });
}
