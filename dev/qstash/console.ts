import { randomBytes } from "node:crypto";
import type { Broker } from "@/dev/qstash/broker";
import type { Clock } from "@/dev/qstash/clock";
import { consolePage } from "@/dev/qstash/console-page";
import type { Dispatcher } from "@/dev/qstash/dispatcher";
import type { EventLog } from "@/dev/qstash/event-log";
import { newestFirst } from "@/dev/qstash/routes-dlq";
import type { Store } from "@/dev/qstash/store";

export interface HtmlResponse {
  status: number;
  headers: Record<string, string>;
  body: string;
}

interface ConsoleParts {
  store: Store;
  broker: Broker;
  dispatcher: Dispatcher;
  events: EventLog;
  clock: Clock;
}

interface ConsoleRequest {
  method: string;
  target: string;
  host: string;
  body: Buffer;
}

const LOOPBACK_HOST = /^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?$/;

/**
 * The page at `/` and the actions of its buttons. It needs no bearer token, so a foreign page is kept out in two ways:
 * only loopback host names are answered (DNS rebinding), and a button must carry this run's form token.
 */
export function createConsole(parts: ConsoleParts): (request: ConsoleRequest) => HtmlResponse | undefined {
  const { store, broker } = parts;
  const formToken = randomBytes(18).toString("base64url");

  const actions: Readonly<Record<string, (id: string) => void>> = {
    "/console/retry": (id) => {
      broker.retryDead(present(store.dlq.get(id)));
    },
    "/console/delete": (id) => {
      broker.deleteDead(present(store.dlq.get(id)));
    },
    "/console/cancel": (id) => {
      broker.cancel(present(store.messages.get(id)));
    },
  };

  return ({ method, target, host, body }) => {
    const path = target.split("?")[0] ?? "";
    const action = actions[path];
    if (path !== "/" && action === undefined) {
      return undefined;
    }
    if (!LOOPBACK_HOST.test(host)) {
      return plain(403, "this page is answered on loopback only");
    }
    if (path === "/" && method === "GET") {
      return page(parts, formToken);
    }
    if (action === undefined || method !== "POST") {
      return plain(405, "method not allowed");
    }
    const form = new URLSearchParams(body.toString("utf8"));
    if (form.get("token") !== formToken) {
      return plain(403, "this form is not from this page: reload it");
    }
    action(form.get("id") ?? "");
    return { status: 303, headers: { location: "/" }, body: "" };
  };
}

function page({ store, dispatcher, events, clock }: ConsoleParts, formToken: string): HtmlResponse {
  const scriptNonce = randomBytes(12).toString("base64url");
  const body = consolePage({
    now: clock.now(),
    messages: [...store.messages.values()].sort((left, right) => left.nextDeliveryAt - right.nextDeliveryAt),
    isActive: (messageId) => dispatcher.room.isActive(messageId),
    schedules: [...store.schedules.values()],
    dlq: newestFirst(store),
    events: events.newestFirst(),
    formToken,
    scriptNonce,
  });
  const policy = [
    "default-src 'none'",
    "style-src 'unsafe-inline'",
    `script-src 'nonce-${scriptNonce}'`,
    "connect-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
  const headers = {
    "content-type": "text/html; charset=utf-8",
    "content-security-policy": policy,
    "cache-control": "no-store",
  };
  return { status: 200, headers, body };
}

function plain(status: number, body: string): HtmlResponse {
  return { status, headers: { "content-type": "text/plain; charset=utf-8" }, body };
}

/** Nothing to do for a row that has gone since the page was drawn. */
function present<T>(row: T | undefined): T[] {
  return row === undefined ? [] : [row];
}
