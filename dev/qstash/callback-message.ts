import { multiValued } from "@/dev/qstash/message-view";
import { createMessage, type Message } from "@/dev/qstash/message";
import type { DeliveryResult } from "@/dev/qstash/outcome";
import { parsePublishHeaders, type HeaderMap } from "@/dev/qstash/publish-options";

/**
 * The message that tells of a delivery: to the callback after each one, to the failure callback (with `dlqId`) after the last.
 * Body fields as in upstash.com/docs/qstash/features/callbacks; bodies in it are base64.
 */
export function callbackMessage(
  destination: { url: string; headers: HeaderMap },
  source: Message,
  result: DeliveryResult,
  context: { now: number; dlqId?: string },
): Message {
  const payload = {
    status: result.status,
    header: result.headers,
    body: (result.error === undefined ? result.body : Buffer.from(result.error)).toString("base64"),
    retried: source.retried,
    maxRetries: source.maxRetries,
    dlqId: context.dlqId,
    sourceMessageId: source.messageId,
    topicName: "",
    endpointName: "",
    url: source.url,
    method: source.method,
    sourceHeader: multiValued(source.headers),
    sourceBody: source.bodyBase64,
    notBefore: source.notBefore,
    createdAt: source.createdAt,
    scheduleId: source.scheduleId ?? "",
    callerIP: source.callerIp,
  };
  const headers = {
    "upstash-retries": String(source.maxRetries),
    "content-type": "application/json",
    ...destination.headers,
  };
  const options = parsePublishHeaders(headers, context.now);
  const labelled = options.labels.length === 0 ? { ...options, labels: source.labels } : options;
  return createMessage(destination.url, labelled, Buffer.from(JSON.stringify(payload)), {
    now: context.now,
    callerIp: source.callerIp,
    sourceMessageId: source.messageId,
  });
}
