import { ApiError } from "@/dev/qstash/api-error";
import type { QstashEvent } from "@/dev/qstash/event-log";
import type { DeadMessage, Message } from "@/dev/qstash/message";

/** What a filter can look at. */
interface Filterable {
  message: Message;
  /** Unix ms that fromDate and toDate are held against. */
  time: number;
  dlqId?: string;
  responseStatus?: number | undefined;
  state?: string;
}

export const filterable = {
  message: (message: Message): Filterable => ({ message, time: message.createdAt }),
  dead: (dead: DeadMessage): Filterable => ({
    message: dead.message,
    time: dead.failedAt,
    dlqId: dead.dlqId,
    responseStatus: dead.responseStatus,
  }),
  event: (event: QstashEvent): Filterable => ({ message: event.message, time: event.time, state: event.state }),
};

/** The values of an item that a query parameter is compared with; any one that is equal matches. */
const FIELDS: Readonly<Record<string, (item: Filterable) => (string | undefined)[]>> = {
  messageId: ({ message }) => [message.messageId],
  messageIds: ({ message }) => [message.messageId],
  dlqIds: ({ dlqId }) => [dlqId],
  url: ({ message }) => [message.url],
  host: ({ message }) => [new URL(message.url).host, new URL(message.url).hostname],
  path: ({ message }) => [new URL(message.url).pathname],
  label: ({ message }) => message.labels,
  queueName: ({ message }) => [message.queueName],
  scheduleId: ({ message }) => [message.scheduleId],
  flowControlKey: ({ message }) => [message.flowControl?.key],
  callerIp: ({ message }) => [message.callerIp],
  callerIP: ({ message }) => [message.callerIp],
  topicName: () => [],
  state: ({ state }) => [state],
  responseStatus: ({ responseStatus }) => [String(responseStatus)],
};

const DEFAULT_COUNT = 100;
const MAX_COUNT = 1_000;

/** Several values of one parameter mean any of them; several parameters mean all. Throws ApiError 400 on a bad date. */
export function createFilter(query: URLSearchParams): (item: Filterable) => boolean {
  const from = parseDate(query, "fromDate") ?? -Infinity;
  const to = parseDate(query, "toDate") ?? Infinity;
  const wanted = Object.entries(FIELDS)
    .filter(([name]) => query.has(name))
    .map(([name, valuesOf]) => ({ valuesOf, accepted: new Set(query.getAll(name)) }));
  return (item) =>
    item.time >= from &&
    item.time <= to &&
    wanted.every(({ valuesOf, accepted }) =>
      valuesOf(item).some((value) => value !== undefined && accepted.has(value)),
    );
}

/** The page asked for. Throws ApiError 400 on a count that is none. */
export function pageRequest(query: URLSearchParams): { cursor: string | undefined; count: number } {
  const count = Number(query.get("count") ?? DEFAULT_COUNT);
  if (!Number.isInteger(count) || count < 1) {
    throw new ApiError(400, `invalid count "${query.get("count") ?? ""}"`);
  }
  return { cursor: query.get("cursor") ?? undefined, count: Math.min(count, MAX_COUNT) };
}

function parseDate(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name);
  if (text === null) {
    return undefined;
  }
  const time = Number(text);
  if (!Number.isFinite(time)) {
    throw new ApiError(400, `invalid ${name} "${text}": unix milliseconds are expected`);
  }
  return time;
}
