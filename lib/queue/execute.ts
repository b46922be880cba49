import "server-only";
import { AppError } from "@/lib/contract/app-error";
import type { JobDefinition } from "@/lib/queue/define-job";
import { settleDelivery, takeDelivery } from "@/lib/queue/delivery-lease";
import { countTime } from "@/lib/queue/function-times";
import type { Answer, Delivery } from "@/lib/queue/port";
import { queue } from "@/lib/queue/queue";
import { log, withRequestId } from "@/lib/log";

type Registry = ReadonlyMap<string, JobDefinition>;

/** Another delivery of the same message is at work; it is over by then. */
const heldSeconds = 12;

/** Verify → run → answer in the queue's terms. What nobody signed for this deployment is answered 401. */
export async function executeJob(name: string, request: Request, registry: Registry): Promise<Response> {
  const delivery = await queue().accept(name, request);
  if (delivery === null) return Response.json({ code: "unauthenticated" }, { status: 401 });
  return queue().answer(await deliver(delivery, registry));
}

/**
 * Handles a delivery that is verified. One that was handled before has no effect again; one whose function died comes again
 * and has it.
 */
export async function deliver(delivery: Delivery, registry: Registry): Promise<Answer> {
  const lease = await takeDelivery(delivery.id);
  if (lease === "done") return { outcome: "stale" };
  if (lease === "held") return { outcome: "again", code: "conflict", isKnown: true, afterSeconds: heldSeconds };
  const startedAt = performance.now();
  const answer = await withRequestId(delivery.requestId ?? crypto.randomUUID(), () => runJob(delivery, registry));
  const ran = delivery.givenUp === null ? delivery.name : "message-failed";
  await Promise.all([
    countTime(ran, performance.now() - startedAt),
    settleDelivery(delivery.id, answer.outcome === "again" ? "open" : "done"),
  ]);
  return answer;
}

async function runJob({ name, payload, givenUp }: Delivery, registry: Registry): Promise<Answer> {
  const job = registry.get(name);
  if (!job) return { outcome: "never", reason: `There is no job named ${name}.` };
  const startedAt = performance.now();
  try {
    const work = givenUp === null ? job.prepare(payload) : job.prepareGivenUp(payload, givenUp);
    if (work === null)
      return { outcome: "never", reason: `The payload does not fit ${name}; it may come from another version.` };
    const outcome = await work();
    log.info("job.handled", { name, outcome, givenUp, ms: Math.round(performance.now() - startedAt) });
    return { outcome };
  } catch (error) {
    log.error("job.failed", { name, givenUp, error, ms: Math.round(performance.now() - startedAt) });
    return answerTo(error);
  }
}

/**
 * Only a step that another delivery holds knows when it is free. Elsewhere the queue's own delays are better: they grow,
 * and three short ones would be used up before whatever is down is up again.
 */
function answerTo(error: unknown): Answer {
  if (!(error instanceof AppError))
    return { outcome: "again", code: "internal_error", isKnown: false, afterSeconds: null };
  if (!error.retryable) return { outcome: "never", reason: error.message };
  const afterSeconds = error.code === "conflict" ? (error.retryAfterSeconds ?? null) : null;
  return { outcome: "again", code: error.code, isKnown: true, afterSeconds };
}
