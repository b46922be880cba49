import "server-only";
import { createHash } from "node:crypto";
import { Receiver } from "@upstash/qstash";
import { z } from "zod";
import { limits } from "@/lib/contract/limits";
import { env } from "@/lib/env";
import { readBody } from "@/lib/http/read-body";
import { readRequestId } from "@/lib/http/request-id";
import { log } from "@/lib/log";
import type { Answer, Delivery } from "@/lib/queue/port";
import { failureName, jobsUrl } from "@/lib/queue/qstash-requests";

let receiver: Receiver | undefined;

/** A message, or the failure callback of one, whose signature is for this very body and this very deployment. */
export async function acceptDelivery(name: string, request: Request): Promise<Delivery | null> {
  const body = await readBody(request, limits.jobBodyBytes).catch(() => null);
  const signature = request.headers.get("upstash-signature");
  if (body === null || signature === null || !(await isSigned(signature, body, name))) return null;
  const delivery = {
    id: idOf(signature),
    requestId: readRequestId(request) ?? request.headers.get("upstash-message-id"),
  };
  const payload = parseJson(body);
  return name === failureName
    ? { ...delivery, ...lostMessage(payload) }
    : { ...delivery, name, payload, givenUp: null };
}

/** The URL is ours by configuration: what the request claims can differ. */
async function isSigned(signature: string, body: string, name: string): Promise<boolean> {
  const { QSTASH_CURRENT_SIGNING_KEY, QSTASH_NEXT_SIGNING_KEY } = env();
  receiver ??= new Receiver({ currentSigningKey: QSTASH_CURRENT_SIGNING_KEY, nextSigningKey: QSTASH_NEXT_SIGNING_KEY });
  try {
    return await receiver.verify({ signature, body, url: `${jobsUrl()}${name}`, clockTolerance: 5 });
  } catch (error) {
    log.warn("job.signature_refused", { name, error });
    return false;
  }
}

/** Of the signed part only: the signature behind it could be written in more than one way. */
function idOf(token: string): string {
  return createHash("sha256")
    .update(token.slice(0, token.lastIndexOf(".")))
    .digest("hex");
}

const base64 = z.string().transform((text) => Buffer.from(text, "base64").toString("utf8"));

/** What QStash tells of a message that it gave up on; the message and the last answer to it are base64. */
const failureCallback = z.looseObject({
  url: z.string(),
  sourceBody: base64,
  status: z.number().optional(),
  body: base64.default(""),
});

/** Named after the message's own destination; one of unknown form names no job. */
function lostMessage(callback: unknown): Pick<Delivery, "name" | "payload" | "givenUp"> {
  const { data } = failureCallback.safeParse(callback);
  const isOurs = data?.url.startsWith(jobsUrl()) === true;
  return {
    name: isOurs ? data.url.slice(jobsUrl().length) : "",
    payload: data === undefined ? undefined : parseJson(data.sourceBody),
    givenUp: `status ${String(data?.status)}: ${data?.body.slice(0, 200) ?? ""}`,
  };
}

/** 200 done or stale, 489 never retry, 503 or 500 retry. */
export function answerDelivery(answer: Answer): Response {
  switch (answer.outcome) {
    case "done":
    case "stale":
      return Response.json({ outcome: answer.outcome });
    case "never":
      return Response.json(
        { reason: answer.reason },
        { status: 489, headers: { "Upstash-NonRetryable-Error": "true" } },
      );
    case "again": {
      const { code, isKnown, afterSeconds } = answer;
      const headers: HeadersInit = afterSeconds === null ? {} : { "Retry-After": String(afterSeconds) };
      return Response.json({ code }, { status: isKnown ? 503 : 500, headers });
    }
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
