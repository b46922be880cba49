import { isUtf8 } from "node:buffer";
import type { DeadMessage, Message } from "@/dev/qstash/message";
import type { FlowControl } from "@/dev/qstash/publish-options";

/** `body` when it is text, `bodyBase64` when not: how QStash shows every body. */
export function bodyView(base64: string): { body: string } | { bodyBase64: string } {
  const bytes = Buffer.from(base64, "base64");
  return isUtf8(bytes) ? { body: bytes.toString("utf8") } : { bodyBase64: base64 };
}

export function flowControlView(flow: FlowControl | undefined): object {
  if (flow === undefined) {
    return {};
  }
  return {
    flowControlKey: flow.key,
    parallelism: flow.parallelism,
    rate: flow.rate,
    period: flow.rate === undefined ? undefined : flow.periodSeconds,
  };
}

export function labelView(labels: readonly string[]): object {
  return labels.length === 0 ? {} : { label: labels[0], labels };
}

export function multiValued(headers: Record<string, string>): Record<string, string[]> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]]));
}

/** The JSON of `GET /v2/messages/{id}`. */
export function messageView(message: Message): object {
  return {
    messageId: message.messageId,
    url: message.url,
    method: message.method,
    header: multiValued(message.headers),
    ...bodyView(message.bodyBase64),
    maxRetries: message.maxRetries,
    retryDelayExpression: message.retryDelayExpression,
    notBefore: message.notBefore,
    createdAt: message.createdAt,
    callback: message.callback,
    failureCallback: message.failureCallback,
    queueName: message.queueName,
    scheduleId: message.scheduleId,
    callerIP: message.callerIp,
    ...flowControlView(message.flowControl),
    ...labelView(message.labels),
  };
}

/** The JSON of `GET /v2/dlq/{id}`. */
export function deadMessageView(dead: DeadMessage): object {
  const response = bodyView(dead.responseBodyBase64);
  return {
    ...messageView(dead.message),
    dlqId: dead.dlqId,
    responseStatus: dead.responseStatus === 0 ? undefined : dead.responseStatus,
    responseHeader: dead.responseHeaders,
    ...("body" in response ? { responseBody: response.body } : { responseBodyBase64: response.bodyBase64 }),
  };
}
