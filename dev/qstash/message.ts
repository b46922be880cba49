import { randomBytes } from "node:crypto";
import type { FlowControl, PublishOptions } from "@/dev/qstash/publish-options";

/** A message that waits for delivery or is being delivered. Times in unix ms. Plain JSON, as the journal keeps it. */
export interface Message {
  messageId: string;
  url: string;
  method: string;
  headers: Record<string, string>;
  bodyBase64: string;
  createdAt: number;
  notBefore: number;
  /** Start of the next delivery; later than `notBefore` once a delivery has failed. */
  nextDeliveryAt: number;
  retried: number;
  maxRetries: number;
  retryDelayExpression: string | undefined;
  timeoutMs: number;
  callback: string | undefined;
  callbackHeaders: Record<string, string>;
  failureCallback: string | undefined;
  failureCallbackHeaders: Record<string, string>;
  labels: string[];
  flowControl: FlowControl | undefined;
  queueName: string | undefined;
  scheduleId: string | undefined;
  callerIp: string;
  /** On a callback: the message that it tells of. */
  sourceMessageId: string | undefined;
}

/** A message given up, with what the last delivery brought. */
export interface DeadMessage {
  dlqId: string;
  failedAt: number;
  reason: string;
  message: Message;
  responseStatus: number;
  responseHeaders: Record<string, string[]>;
  responseBodyBase64: string;
}

export interface MessageOrigin {
  now: number;
  callerIp: string;
  queueName?: string | undefined;
  scheduleId?: string | undefined;
  sourceMessageId?: string | undefined;
}

export function createMessage(url: string, options: PublishOptions, body: Buffer, origin: MessageOrigin): Message {
  return {
    messageId: newMessageId(),
    url,
    method: options.method,
    headers: options.headers,
    bodyBase64: body.toString("base64"),
    createdAt: origin.now,
    notBefore: options.notBefore,
    nextDeliveryAt: options.notBefore,
    retried: 0,
    maxRetries: options.maxRetries,
    retryDelayExpression: options.retryDelayExpression,
    timeoutMs: options.timeoutMs,
    callback: options.callback,
    callbackHeaders: options.callbackHeaders,
    failureCallback: options.failureCallback,
    failureCallbackHeaders: options.failureCallbackHeaders,
    labels: options.labels,
    flowControl: options.flowControl,
    queueName: origin.queueName,
    scheduleId: origin.scheduleId,
    callerIp: origin.callerIp,
    sourceMessageId: origin.sourceMessageId,
  };
}

/** The same message to be delivered anew, as a retry from the DLQ does. */
export function revive(dead: DeadMessage, now: number): Message {
  return {
    ...dead.message,
    messageId: newMessageId(),
    createdAt: now,
    notBefore: now,
    nextDeliveryAt: now,
    retried: 0,
  };
}

function newMessageId(): string {
  return `msg_${randomBytes(20).toString("base64url")}`;
}
