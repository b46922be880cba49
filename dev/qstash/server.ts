import { timingSafeEqual } from "node:crypto";
import http from "node:http";
import type { AddressInfo } from "node:net";
import { ApiError } from "@/dev/qstash/api-error";
import { Broker } from "@/dev/qstash/broker";
import { createClock, type Clock, type Schedule } from "@/dev/qstash/clock";
import { createConsole } from "@/dev/qstash/console";
import { createDeliver } from "@/dev/qstash/deliver";
import { Dispatcher } from "@/dev/qstash/dispatcher";
import { EventLog } from "@/dev/qstash/event-log";
import { readBody } from "@/dev/qstash/read-body";
import { routeRequest, type ApiResponse, type Route } from "@/dev/qstash/router";
import { dlqRoutes } from "@/dev/qstash/routes-dlq";
import { flowControlRoutes } from "@/dev/qstash/routes-flow-control";
import { keyRoutes } from "@/dev/qstash/routes-keys";
import { messageRoutes } from "@/dev/qstash/routes-messages";
import { queueRoutes } from "@/dev/qstash/routes-queues";
import { scheduleRoutes } from "@/dev/qstash/routes-schedules";
import { Scheduler } from "@/dev/qstash/scheduler";
import { SigningKeys } from "@/dev/qstash/signing-keys";
import { Store } from "@/dev/qstash/store";

export interface LocalQstash {
  /** Base URL for QSTASH_URL; the console is its front page. */
  url: string;
  token: string;
  /** The pair in force, which a rotation changes. */
  readonly currentSigningKey: string;
  readonly nextSigningKey: string;
  /** True when no message waits (a delayed one waits too), none is retried and none is under way. */
  idle(): boolean;
  /** Stops at once. What is not settled stays in the data file and is delivered again by the next start. */
  close(): Promise<void>;
}

export interface QstashOptions {
  /** 0 or none: a free one. */
  port?: number;
  token: string;
  currentSigningKey: string;
  nextSigningKey: string;
  /** Journal of all lasting state; without it the state is in memory only. */
  dataFile?: string;
  /** Deliveries under way at once. */
  concurrency?: number;
  /** Messages that are taken in a UTC day; more are refused. Without it there is no limit. */
  dailyMessages?: number;
  /** Unix ms, for delays, schedules and windows; signatures always carry the wall clock. */
  now?: () => number;
  schedule?: Schedule;
  /** One line per event. */
  log?: (line: string) => void;
}

/** The free plan's own limit. */
const DEFAULT_CONCURRENCY = 10;

/** Starts a QStash on 127.0.0.1. Rejects when the port is taken or the data file is not ours. */
export async function startQstash(options: QstashOptions): Promise<LocalQstash> {
  const server = http.createServer();
  // Longer than the clients' own keep-alive, so that it is never us who close a connection under their request.
  server.keepAliveTimeout = 60_000;
  // The port comes before the data file: a second start must fail without having touched the file of the first.
  await listen(server, options.port ?? 0);
  try {
    return serve(server, options);
  } catch (error) {
    await closeServer(server);
    throw error;
  }
}

function serve(server: http.Server, options: QstashOptions): LocalQstash {
  const clock = createClock(options.now, options.schedule);
  const store = new Store(options.dataFile);
  const keys = new SigningKeys(store, { current: options.currentSigningKey, next: options.nextSigningKey });
  const parts = assemble(options, { store, clock, keys });
  server.on("request", (request: http.IncomingMessage, response: http.ServerResponse) => {
    void answer(request, response, { ...parts, token: options.token });
  });
  parts.dispatcher.resume();
  parts.scheduler.resume();

  async function stop(): Promise<void> {
    clock.close();
    parts.dispatcher.close();
    parts.closeConnections();
    await closeServer(server);
    store.close();
  }
  let stopping: Promise<void> | undefined;
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    token: options.token,
    get currentSigningKey() {
      return keys.pair.current;
    },
    get nextSigningKey() {
      return keys.pair.next;
    },
    idle: () => store.messages.size === 0 && parts.dispatcher.room.activeCount === 0,
    close: () => (stopping ??= stop()),
  };
}

interface Foundation {
  store: Store;
  clock: Clock;
  keys: SigningKeys;
}

function assemble(options: QstashOptions, { store, clock, keys }: Foundation) {
  const concurrency = options.concurrency ?? DEFAULT_CONCURRENCY;
  const events = new EventLog(clock.now, options.log ?? (() => undefined));
  const { deliver, close: closeConnections } = createDeliver(() => keys.pair.current);
  const dispatcher = new Dispatcher({ store, clock, events, deliver, concurrency });
  const broker = new Broker(store, dispatcher, events, clock, options.dailyMessages);
  const scheduler = new Scheduler(store, broker, clock);
  const routes = [
    ...messageRoutes(store, broker, events),
    ...dlqRoutes(store, broker),
    ...scheduleRoutes(store, scheduler),
    ...queueRoutes(store, dispatcher, clock),
    ...flowControlRoutes(store, dispatcher, clock, concurrency),
    ...keyRoutes(keys),
  ];
  const answerConsole = createConsole({ store, broker, dispatcher, events, clock });
  return { dispatcher, scheduler, routes, answerConsole, closeConnections };
}

interface Answering {
  routes: readonly Route[];
  answerConsole: ReturnType<typeof createConsole>;
  token: string;
}

async function answer(request: http.IncomingMessage, response: http.ServerResponse, parts: Answering): Promise<void> {
  try {
    const target = request.url ?? "/";
    const method = request.method ?? "GET";
    const body = await readBody(request);
    const html = parts.answerConsole({ method, target, host: request.headers.host ?? "", body });
    if (html !== undefined) {
      response.writeHead(html.status, html.headers).end(html.body);
      return;
    }
    authorize(request.headers.authorization, parts.token);
    const query = new URLSearchParams(target.split("?").slice(1).join("?"));
    const headers = singleValued(request.headers);
    const callerIp = request.socket.remoteAddress ?? "127.0.0.1";
    send(response, routeRequest(parts.routes, { method, target, query, headers, body, callerIp }));
  } catch (error) {
    const status = error instanceof ApiError ? error.status : 500;
    send(response, { status, json: { error: error instanceof Error ? error.message : String(error) } });
  }
}

function authorize(header: string | undefined, token: string): void {
  const given = Buffer.from(header ?? "");
  const expected = Buffer.from(`Bearer ${token}`);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
    throw new ApiError(401, "unable to authenticate: invalid token");
  }
}

function send(response: http.ServerResponse, { status, json }: ApiResponse): void {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(json === undefined ? "" : JSON.stringify(json));
}

function singleValued(headers: http.IncomingHttpHeaders): Record<string, string> {
  const single: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) {
      single[name] = Array.isArray(value) ? value.join(", ") : value;
    }
  }
  return single;
}

function listen(server: http.Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      server.off("error", reject);
      resolve();
    });
  });
}

function closeServer(server: http.Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
