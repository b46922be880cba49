import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { afterAll, beforeEach, expect, test } from "vitest";
import { WebSocketServer } from "ws";
import { PromptSocket } from "@/lib/prompt-socket";

const server = new WebSocketServer({ host: "127.0.0.1", port: 0 });
await once(server, "listening");
afterAll(() => server.close());

const received: string[] = [];
server.on("connection", (socket) => {
  socket.on("message", (data: Buffer) => received.push(data.toString()));
  socket.on("close", () => server.emit("left"));
});
beforeEach(() => void (received.length = 0));

async function connect(): Promise<PromptSocket> {
  const socket = new PromptSocket(`ws://127.0.0.1:${String((server.address() as AddressInfo).port)}`);
  await once(socket, "open");
  return socket;
}

test("what is sent in one turn is one message, and what comes in the next is another", async () => {
  const socket = await connect();
  for (const part of ["parse ", "bind ", "sync"]) socket.send(Buffer.from(part));
  await Promise.resolve();
  socket.send(Buffer.from("query"));
  const left = once(server, "left");
  await new Promise((wake) => setImmediate(wake));
  socket.close();
  await left;
  expect(received).toEqual(["parse bind sync", "query"]);
});

test("what was sent in the turn of the end goes before it", async () => {
  const socket = await connect();
  const left = once(server, "left");
  socket.send(Buffer.from("terminate"));
  socket.close();
  await left;
  expect(received).toEqual(["terminate"]);
});
