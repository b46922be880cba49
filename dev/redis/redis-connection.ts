import net from "node:net";
import tls from "node:tls";
import type { RedisAddress } from "@/dev/redis/redis-url";
import type { Reply } from "@/dev/redis/reply";
import { RedisError } from "@/dev/redis/reply";
import { encodeCommand, ReplyReader } from "@/dev/redis/resp";

const CONNECT_TIMEOUT_MS = 5_000;

export const connectionLost = () => new RedisError("ERR the connection to Redis was lost");

/** One connection. It does not reconnect: when it drops, whatever waits on it is answered with an error. */
export class RedisConnection {
  readonly ended: Promise<void>;
  private readonly waiting: ((reply: Reply) => void)[] = [];
  private readonly reader = new ReplyReader();
  private listener: ((reply: Reply) => void) | undefined;
  private open = true;

  private constructor(private readonly socket: net.Socket) {
    this.ended = new Promise((resolve) => {
      socket.once("close", () => {
        this.fail();
        resolve();
      });
    });
    socket.on("data", (chunk: Buffer) => this.receive(chunk));
    socket.on("error", () => this.fail());
  }

  /** Connects, authenticates and selects the database. Rejects with RedisError. */
  static async connect(address: RedisAddress): Promise<RedisConnection> {
    const connection = new RedisConnection(await openSocket(address));
    const { username, password, database } = address;
    const greetings: string[][] = [];
    if (password !== undefined) greetings.push(["AUTH", ...(username === undefined ? [] : [username]), password]);
    if (database !== 0) greetings.push(["SELECT", String(database)]);
    const replies = await Promise.all(greetings.map((words) => connection.send(words)));
    const refusal = replies.find((reply) => reply instanceof RedisError);
    if (refusal === undefined) return connection;
    connection.close();
    throw refusal;
  }

  send(words: readonly string[]): Promise<Reply> {
    if (!this.open) return Promise.resolve(connectionLost());
    this.socket.write(encodeCommand(words));
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  /** Sends a command after which every reply, now and later, goes to the listener (SUBSCRIBE). */
  listen(words: readonly string[], listener: (reply: Reply) => void): void {
    this.listener = listener;
    this.socket.write(encodeCommand(words));
  }

  close(): void {
    this.socket.destroy();
  }

  private receive(chunk: Buffer): void {
    try {
      for (const reply of this.reader.push(chunk)) {
        if (this.listener === undefined) this.waiting.shift()?.(reply);
        else this.listener(reply);
      }
    } catch {
      this.socket.destroy();
    }
  }

  private fail(): void {
    this.open = false;
    for (const resolve of this.waiting.splice(0)) resolve(connectionLost());
  }
}

function openSocket({ host, port, tls: secure }: RedisAddress): Promise<net.Socket> {
  return new Promise((resolve, reject) => {
    // TLS names the server for its certificate; an IP address is no such name.
    const servername = net.isIP(host) === 0 ? { servername: host } : {};
    const socket = secure ? tls.connect({ host, port, ...servername }) : net.connect({ host, port });
    const refuse = (reason: string) => {
      socket.destroy();
      reject(new RedisError(`ERR cannot reach Redis at ${host}:${String(port)} (${reason})`));
    };
    const onError = (error: NodeJS.ErrnoException) => refuse(error.code ?? error.message);
    socket.setNoDelay(true);
    socket.setKeepAlive(true, 30_000);
    socket.setTimeout(CONNECT_TIMEOUT_MS, () => refuse("timeout"));
    socket.once("error", onError);
    socket.once(secure ? "secureConnect" : "connect", () => {
      socket.setTimeout(0);
      socket.off("error", onError);
      resolve(socket);
    });
  });
}
