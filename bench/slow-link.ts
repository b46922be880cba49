import { createServer, connect, type AddressInfo, type Socket } from "node:net";

/** The beginning of a call by HTTP; a database's protocol has nothing like it. */
const call = /^(POST|GET) \//;

/** A way to a server on which everything that is sent arrives later, so that who waits for whom can be told from the time it takes. */
export interface SlowLink {
  readonly port: number;
  /** Milliseconds that what is sent takes from now on. */
  delayMs: number;
  /** Calls by HTTP so far. */
  readonly calls: () => number;
  close(): Promise<void>;
}

export async function openSlowLink(host: string, port: number): Promise<SlowLink> {
  const sockets = new Set<Socket>();
  let calls = 0;
  const server = createServer((client) => {
    const target = connect({ host, port });
    for (const [from, to] of [
      [client, target],
      [target, client],
    ] as const) {
      sockets.add(from.setNoDelay(true));
      from.on("error", () => from.destroy());
      from.on("close", () => {
        sockets.delete(from);
        to.destroy();
      });
    }
    target.on("data", (bytes) => client.write(bytes));
    client.on("data", (bytes) => {
      if (call.test(bytes.subarray(0, 6).toString("latin1"))) calls += 1;
      // Timers of one length end in the order in which they began.
      if (link.delayMs === 0) target.write(bytes);
      else setTimeout(() => target.write(bytes), link.delayMs);
    });
  });
  await new Promise<void>((listens) => server.listen(0, "127.0.0.1", listens));
  const link: SlowLink = {
    port: (server.address() as AddressInfo).port,
    delayMs: 0,
    calls: () => calls,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        for (const socket of sockets) socket.destroy();
      }),
  };
  return link;
}
