import http from "node:http";
import https from "node:https";
import type { Message } from "@/dev/qstash/message";
import type { DeliveryResult } from "@/dev/qstash/outcome";
import { signDelivery } from "@/dev/qstash/signature";

/** How a message is brought to its destination, once. Never rejects: what goes wrong is in the result. */
export type Deliver = (message: Message) => Promise<DeliveryResult>;

const MAX_RESPONSE_BYTES = 1_048_576;

/**
 * Delivery over kept-alive HTTP. `signingKey` is asked at each delivery, so a rotation holds from the next one on.
 * Signatures carry the wall clock even where the server runs on virtual time: receivers check them against theirs.
 */
export function createDeliver(signingKey: () => string): { deliver: Deliver; close: () => void } {
  const agents = { "http:": new http.Agent({ keepAlive: true }), "https:": new https.Agent({ keepAlive: true }) };
  let closed = false;

  async function deliver(message: Message): Promise<DeliveryResult> {
    const body = Buffer.from(message.bodyBase64, "base64");
    const headers = deliveryHeaders(message, body, signingKey());
    const send = (): Promise<DeliveryResult> => exchange(message, { body, headers, agents });
    try {
      return await send().catch((error: unknown) => {
        if (error instanceof StaleConnection && !closed) {
          return send();
        }
        throw error;
      });
    } catch (error) {
      return { status: 0, headers: {}, body: Buffer.alloc(0), error: describeFailure(error) };
    }
  }

  function close(): void {
    closed = true;
    agents["http:"].destroy();
    agents["https:"].destroy();
  }

  return { deliver, close };
}

/** The kept-alive connection was closed by the other side just as we wrote to it; a new one will do. */
class StaleConnection extends Error {}

interface Exchange {
  body: Buffer;
  headers: Record<string, string>;
  agents: { "http:": http.Agent; "https:": https.Agent };
}

function exchange(message: Message, { body, headers, agents }: Exchange): Promise<DeliveryResult> {
  return new Promise((resolve, reject) => {
    const url = new URL(message.url);
    const isTls = url.protocol === "https:";
    const options = { method: message.method, headers, agent: isTls ? agents["https:"] : agents["http:"] };
    const request = isTls ? https.request(url, options) : http.request(url, options);
    const timer = setTimeout(() => {
      reject(new Error(`no answer within ${message.timeoutMs / 1_000} s`));
      request.destroy();
    }, message.timeoutMs);
    request.on("response", (response) => {
      readResponse(response).then(resolve, reject);
    });
    request.on("error", (error: NodeJS.ErrnoException) => {
      reject(request.reusedSocket && error.code === "ECONNRESET" ? new StaleConnection() : error);
    });
    request.on("close", () => {
      clearTimeout(timer);
    });
    request.end(body);
  });
}

async function readResponse(response: http.IncomingMessage): Promise<DeliveryResult> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    if (length < MAX_RESPONSE_BYTES) {
      chunks.push(chunk);
      length += chunk.length;
    }
  }
  const headers: Record<string, string[]> = {};
  for (const [name, values] of Object.entries(response.headersDistinct)) {
    headers[name] = values ?? [];
  }
  const body = Buffer.concat(chunks).subarray(0, MAX_RESPONSE_BYTES);
  return { status: response.statusCode ?? 0, headers, body, error: undefined };
}

function deliveryHeaders(message: Message, body: Buffer, key: string): Record<string, string> {
  const optional = {
    "upstash-label": message.labels.join(","),
    "upstash-queue-name": message.queueName,
    "upstash-schedule-id": message.scheduleId,
    "upstash-flow-control-key": message.flowControl?.key,
    "upstash-source-message-id": message.sourceMessageId,
  };
  const given = Object.entries(optional).filter((entry): entry is [string, string] => (entry[1] ?? "") !== "");
  return {
    "user-agent": "Upstash-QStash",
    ...message.headers,
    ...Object.fromEntries(given),
    "content-length": String(body.length),
    "upstash-caller-ip": message.callerIp,
    "upstash-message-id": message.messageId,
    "upstash-retried": String(message.retried),
    "upstash-signature": signDelivery({ key, url: message.url, body, signedAt: Date.now() }),
  };
}

/** A refused connection to `localhost` comes as one error for IPv4 and one for IPv6, under a message that is empty. */
function describeFailure(error: unknown): string {
  if (error instanceof AggregateError) {
    return error.errors.map(describeFailure).join("; ");
  }
  return error instanceof Error ? error.message : String(error);
}
