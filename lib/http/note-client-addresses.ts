import "server-only";
import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";
import { peerHeader } from "@/lib/http/client-address";

let noting = false;

/**
 * Has every request of this process bear the address of its socket, over whatever the client sent under that name: a route
 * sees headers only, and those of a proxy are anybody's where no proxy stands in front.
 */
export function noteClientAddresses(): void {
  if (noting) return;
  noting = true;
  subscribe("http.server.request.start", (message) => {
    const { request } = message as { readonly request: IncomingMessage };
    request.headers[peerHeader] = request.socket.remoteAddress ?? "unknown";
  });
}
