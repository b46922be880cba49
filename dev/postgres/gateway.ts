import http from "node:http";
import net from "node:net";
import { once } from "node:events";
import { WebSocketServer, type RawData, type WebSocket } from "ws";
import type { Backend } from "@/dev/postgres/backend";

const host = "127.0.0.1";

export interface Gateway {
  port: number;
  close(): Promise<void>;
}

function toBuffer(data: RawData): Buffer {
  if (Array.isArray(data)) return Buffer.concat(data);
  return Buffer.isBuffer(data) ? data : Buffer.from(data);
}

function serveWebSocket(socket: WebSocket, backend: Backend): void {
  const connection = backend({
    send: (bytes) => {
      if (socket.readyState === socket.OPEN) socket.send(bytes);
    },
    end: () => socket.close(),
  });
  socket.on("message", (data) => connection.data(toBuffer(data)));
  socket.on("close", () => connection.close());
  socket.on("error", () => socket.terminate());
}

function serveSocket(socket: net.Socket, backend: Backend): void {
  const connection = backend({
    send: (bytes) => {
      if (socket.writable) socket.write(bytes);
    },
    end: () => socket.end(),
  });
  socket.on("data", (chunk: Buffer) => connection.data(chunk));
  socket.on("close", () => connection.close());
  socket.on("error", () => socket.destroy());
}

/** A web page may open a WebSocket to this machine; browsers always name the page's origin, database drivers never do. */
function isFromBrowser(request: http.IncomingMessage): boolean {
  return request.headers.origin !== undefined;
}

function createWebSocketFront(backend: Backend): { front: http.Server; clients: WebSocketServer } {
  const front = http.createServer((_request, response) => {
    response
      .writeHead(426, { "content-type": "text/plain" })
      .end("This port speaks PostgreSQL, also over WebSocket.\n");
  });
  const clients = new WebSocketServer({
    server: front,
    perMessageDeflate: false,
    verifyClient: ({ req }: { req: http.IncomingMessage }) => !isFromBrowser(req),
  });
  clients.on("connection", (socket) => serveWebSocket(socket, backend));
  return { front, clients };
}

/** PostgreSQL's first packet begins with its length, so with a zero byte; an HTTP request begins with a letter. */
function dispatch(socket: net.Socket, front: http.Server, backend: Backend): void {
  socket.setNoDelay(true);
  const forget = () => socket.destroy();
  socket.once("error", forget);
  socket.once("data", (chunk: Buffer) => {
    socket.pause();
    socket.unshift(chunk);
    socket.off("error", forget);
    if (chunk[0] === 0) serveSocket(socket, backend);
    else front.emit("connection", socket);
    socket.resume();
  });
}

/**
 * Offers a backend on one loopback port, to PostgreSQL clients (psql, pg, the Prisma CLI) and to the WebSocket
 * transport of @neondatabase/serverless alike. Port 0 takes a free one; a taken port rejects with EADDRINUSE.
 */
export async function openGateway(port: number, backend: Backend): Promise<Gateway> {
  const { front, clients } = createWebSocketFront(backend);
  const open = new Set<net.Socket>();
  const server = net.createServer((socket) => {
    open.add(socket);
    socket.once("close", () => open.delete(socket));
    dispatch(socket, front, backend);
  });
  server.listen(port, host);
  await once(server, "listening");
  return {
    port: (server.address() as net.AddressInfo).port,
    close: async () => {
      const closed = once(server, "close");
      server.close();
      for (const socket of open) socket.destroy();
      clients.close();
      await closed;
    },
  };
}
