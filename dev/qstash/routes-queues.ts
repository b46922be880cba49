import { ApiError } from "@/dev/qstash/api-error";
import type { Clock } from "@/dev/qstash/clock";
import type { Dispatcher } from "@/dev/qstash/dispatcher";
import { ok, parameter, type ApiRequest, type ApiResponse, type Route } from "@/dev/qstash/router";
import type { Queue, Store } from "@/dev/qstash/store";

/** Queues: first in, first out, with `parallelism` messages under way. */
export function queueRoutes(store: Store, dispatcher: Dispatcher, clock: Clock): Route[] {
  function find(parameters: readonly string[]): Queue {
    const name = parameter(parameters, 0);
    const queue = store.queues.get(name);
    if (queue === undefined) {
      throw new ApiError(404, `queue ${name} not found`);
    }
    return queue;
  }

  function save(queue: Queue): ApiResponse {
    store.commit([{ table: "queues", key: queue.name, value: queue }]);
    dispatcher.pump();
    return ok();
  }

  function upsert(request: ApiRequest): ApiResponse {
    const { queueName, parallelism, paused } = parseQueue(request.body);
    const now = clock.now();
    const createdAt = store.queues.get(queueName)?.createdAt ?? now;
    return save({ name: queueName, parallelism, paused, createdAt, updatedAt: now });
  }

  function view(queue: Queue): object {
    return { ...queue, lag: dispatcher.room.waitingFor({ queueName: queue.name }) };
  }

  function pausing(action: "pause" | "resume"): Route {
    return {
      pattern: `POST /v2/queues/:/${action}`,
      handle: (_, parameters) => save({ ...find(parameters), paused: action === "pause", updatedAt: clock.now() }),
    };
  }

  return [
    { pattern: "POST /v2/queues", handle: upsert },
    { pattern: "GET /v2/queues", handle: () => ok([...store.queues.values()].map(view)) },
    { pattern: "GET /v2/queues/:", handle: (_, parameters) => ok(view(find(parameters))) },
    {
      pattern: "DELETE /v2/queues/:",
      handle: (_, parameters) => {
        store.commit([{ table: "queues", key: find(parameters).name, value: null }]);
        dispatcher.pump();
        return ok();
      },
    },
    pausing("pause"),
    pausing("resume"),
  ];
}

function parseQueue(body: Buffer): { queueName: string; parallelism: number; paused: boolean } {
  let queue: unknown;
  try {
    queue = JSON.parse(body.toString("utf8"));
  } catch {
    throw new ApiError(400, "the body of a queue must be JSON");
  }
  const { queueName, parallelism = 1, paused = false } = (queue ?? {}) as Record<string, unknown>;
  if (typeof queueName !== "string" || queueName === "" || typeof paused !== "boolean") {
    throw new ApiError(400, "a queue needs a queueName, and paused is true or false");
  }
  if (typeof parallelism !== "number" || !Number.isInteger(parallelism) || parallelism < 1) {
    throw new ApiError(400, "the parallelism of a queue is a positive whole number");
  }
  return { queueName, parallelism, paused };
}
