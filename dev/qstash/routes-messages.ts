import { ApiError } from "@/dev/qstash/api-error";
import type { Broker } from "@/dev/qstash/broker";
import type { EventLog, QstashEvent } from "@/dev/qstash/event-log";
import { createFilter, filterable, pageRequest } from "@/dev/qstash/filter";
import { flowControlView, labelView, messageView } from "@/dev/qstash/message-view";
import type { Message } from "@/dev/qstash/message";
import { pageOf } from "@/dev/qstash/page";
import { ok, parameter, type ApiRequest, type ApiResponse, type Route } from "@/dev/qstash/router";
import type { Store } from "@/dev/qstash/store";

interface BatchItem {
  destination: string;
  headers?: Record<string, string>;
  body?: string;
  queue?: string;
}

/** Publishing, messages that wait, and the log. */
export function messageRoutes(store: Store, broker: Broker, events: EventLog): Route[] {
  return [
    {
      pattern: "POST /v2/publish/*",
      handle: (request, parameters) => ok(broker.publish({ ...request, destination: parameter(parameters, 0) })),
    },
    {
      pattern: "POST /v2/enqueue/:/*",
      handle: (request, parameters) =>
        ok(broker.publish({ ...request, queueName: parameter(parameters, 0), destination: parameter(parameters, 1) })),
    },
    { pattern: "POST /v2/batch", handle: (request) => publishBatch(broker, request) },
    {
      pattern: "GET /v2/messages/:",
      handle: (_, parameters) => ok(messageView(find(store, parameter(parameters, 0)))),
    },
    {
      pattern: "DELETE /v2/messages/:",
      handle: (_, parameters) => {
        broker.cancel([find(store, parameter(parameters, 0))]);
        return ok({ cancelled: 1 });
      },
    },
    { pattern: "DELETE /v2/messages", handle: (request) => cancelMatching(store, broker, request) },
    { pattern: "GET /v2/events", handle: (request) => listEvents(events, request) },
    { pattern: "GET /v2/logs", handle: (request) => listEvents(events, request) },
  ];
}

function publishBatch(broker: Broker, request: ApiRequest): ApiResponse {
  const answers = parseBatch(request.body).map((item) => {
    try {
      return broker.publish({
        destination: item.destination,
        headers: lowerCaseNames(item.headers ?? {}),
        body: Buffer.from(item.body ?? ""),
        callerIp: request.callerIp,
        queueName: item.queue,
      });
    } catch (error) {
      // One bad message does not keep the others back: its error takes its place in the answer.
      if (error instanceof ApiError) {
        return { error: error.message };
      }
      throw error;
    }
  });
  return ok(answers);
}

function find(store: Store, messageId: string): Message {
  const message = store.messages.get(messageId);
  if (message === undefined) {
    throw new ApiError(404, `message ${messageId} not found`);
  }
  return message;
}

function cancelMatching(store: Store, broker: Broker, { query }: ApiRequest): ApiResponse {
  const matches = createFilter(query);
  const messages = [...store.messages.values()].filter((message) => matches(filterable.message(message)));
  broker.cancel(messages);
  return ok({ cancelled: messages.length });
}

function listEvents(events: EventLog, { query }: ApiRequest): ApiResponse {
  const matches = createFilter(query);
  const matching = events.newestFirst().filter((event) => matches(filterable.event(event)));
  const page = pageOf(matching, (event) => event.sequence, pageRequest(query));
  return ok({ events: page.items.map(eventView), cursor: page.cursor });
}

function parseBatch(body: Buffer): BatchItem[] {
  let items: unknown;
  try {
    items = JSON.parse(body.toString("utf8"));
  } catch {
    throw new ApiError(400, "the body of a batch must be JSON");
  }
  if (!Array.isArray(items) || !items.every(isBatchItem)) {
    throw new ApiError(400, "a batch must be a list of {destination, headers?, body?, queue?}");
  }
  return items;
}

function isBatchItem(item: unknown): item is BatchItem {
  if (typeof item !== "object" || item === null) {
    return false;
  }
  const { destination, headers, body, queue } = item as Record<string, unknown>;
  const isText = (value: unknown): boolean => value === undefined || typeof value === "string";
  const isHeaders = typeof headers === "object" && headers !== null && Object.values(headers).every(isText);
  return typeof destination === "string" && (headers === undefined || isHeaders) && isText(body) && isText(queue);
}

function lowerCaseNames(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

function eventView(event: QstashEvent): object {
  const { message } = event;
  return {
    time: event.time,
    state: event.state,
    messageId: message.messageId,
    nextDeliveryTime: event.nextDeliveryTime,
    error: event.error,
    responseStatus: event.responseStatus,
    url: message.url,
    method: message.method,
    queueName: message.queueName,
    scheduleId: message.scheduleId,
    maxRetries: message.maxRetries,
    ...flowControlView(message.flowControl),
    ...labelView(message.labels),
  };
}
