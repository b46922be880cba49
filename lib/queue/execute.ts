import "server-only";
import { Receiver } from "@upstash/qstash";
import { env } from "@/lib/env";
import { AppError } from "@/lib/contract/app-error";
import { limits } from "@/lib/contract/limits";
import { readBody } from "@/lib/http/read-body";
import type { JobDefinition } from "@/lib/queue/define-job";
import { readRequestId } from "@/lib/http/request-id";
import { countTime } from "@/lib/queue/function-times";
import { jobUrl } from "@/lib/queue/publish";
import { markUnused, markUsed } from "@/lib/queue/used-signatures";
import { log, withRequestId } from "@/lib/log";

let receiver: Receiver | undefined;

/** Whether QStash signed this very body for this very deployment. The URL is ours by configuration: what the request claims can differ. */
async function isSigned(request: Request, body: string, name: string): Promise<boolean> {
  const signature = request.headers.get("upstash-signature");
  if (signature === null) return false;
  const { QSTASH_CURRENT_SIGNING_KEY, QSTASH_NEXT_SIGNING_KEY } = env();
  receiver ??= new Receiver({ currentSigningKey: QSTASH_CURRENT_SIGNING_KEY, nextSigningKey: QSTASH_NEXT_SIGNING_KEY });
  try {
    return await receiver.verify({ signature, body, url: jobUrl(name), clockTolerance: 5 });
  } catch (error) {
    log.warn("job.signature_refused", { name, error });
    return false;
  }
}

/**
 * Verify → parse → run → answer in QStash's terms: 200 done or stale, 489 never retry, 503 or 500 retry, 401 not signed.
 * A signature that was used already has no effect again: it is stale.
 */
export async function executeJob(
  name: string,
  request: Request,
  registry: ReadonlyMap<string, JobDefinition>,
): Promise<Response> {
  const body = await readBody(request, limits.jobBodyBytes).catch(() => null);
  if (body === null || !(await isSigned(request, body, name))) {
    return Response.json({ code: "unauthenticated" }, { status: 401 });
  }
  const signature = request.headers.get("upstash-signature") ?? "";
  if (!(await markUsed(signature))) return Response.json({ outcome: "stale" });
  const requestId = readRequestId(request) ?? request.headers.get("upstash-message-id") ?? crypto.randomUUID();
  const startedAt = performance.now();
  const answer = await withRequestId(requestId, () => runJob(name, body, registry));
  await countTime(name, performance.now() - startedAt);
  if (answer.status >= 500) await markUnused(signature);
  return answer;
}

/** Runs a message whose signature is verified. */
export async function runJob(
  name: string,
  body: string,
  registry: ReadonlyMap<string, JobDefinition>,
): Promise<Response> {
  const job = registry.get(name);
  if (!job) return never(`There is no job named ${name}.`);
  const work = job.prepare(parseJson(body));
  if (work === null) return never(`The payload does not fit ${name}; it may come from another version.`);

  const startedAt = performance.now();
  try {
    const outcome = await work();
    log.info("job.handled", { name, outcome, ms: Math.round(performance.now() - startedAt) });
    return Response.json({ outcome });
  } catch (error) {
    log.error("job.failed", { name, error, ms: Math.round(performance.now() - startedAt) });
    if (error instanceof AppError && !error.retryable) return never(error.message);
    return Response.json(
      { code: error instanceof AppError ? error.code : "internal_error" },
      { status: error instanceof AppError ? 503 : 500, headers: retryHeaders(error) },
    );
  }
}

/**
 * Only a step that another delivery holds knows when it is free. Elsewhere the queue's own delays are better: they grow,
 * and three short ones would be used up before whatever is down is up again.
 */
function retryHeaders(error: unknown): Record<string, string> {
  const isHeld = error instanceof AppError && error.code === "conflict" && error.retryAfterSeconds !== undefined;
  return isHeld ? { "Retry-After": String(error.retryAfterSeconds) } : {};
}

function never(reason: string): Response {
  return Response.json({ reason }, { status: 489, headers: { "Upstash-NonRetryable-Error": "true" } });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
