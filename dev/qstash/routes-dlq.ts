import { ApiError } from "@/dev/qstash/api-error";
import type { Broker } from "@/dev/qstash/broker";
import { createFilter, filterable, pageRequest } from "@/dev/qstash/filter";
import { deadMessageView } from "@/dev/qstash/message-view";
import type { DeadMessage } from "@/dev/qstash/message";
import { pageOf, type Page } from "@/dev/qstash/page";
import { ok, parameter, type ApiRequest, type Route } from "@/dev/qstash/router";
import type { Store } from "@/dev/qstash/store";

/** The dead letter queue: listing, and retry or deletion of one, of a filter's page or of all. */
export function dlqRoutes(store: Store, broker: Broker): Route[] {
  function find(dlqId: string): DeadMessage {
    const dead = store.dlq.get(dlqId);
    if (dead === undefined) {
      throw new ApiError(404, `dlq message ${dlqId} not found`);
    }
    return dead;
  }

  function select({ query }: ApiRequest): Page<DeadMessage> {
    const matches = createFilter(query);
    const matching = newestFirst(store).filter((dead) => matches(filterable.dead(dead)));
    return pageOf(matching, position, pageRequest(query));
  }

  return [
    {
      pattern: "GET /v2/dlq",
      handle: (request) => {
        const { items, cursor } = select(request);
        return ok({ messages: items.map(deadMessageView), cursor });
      },
    },
    { pattern: "GET /v2/dlq/:", handle: (_, parameters) => ok(deadMessageView(find(parameter(parameters, 0)))) },
    {
      pattern: "POST /v2/dlq/retry",
      handle: (request) => {
        const { items, cursor } = select(request);
        return ok({ responses: broker.retryDead(items), cursor });
      },
    },
    {
      pattern: "DELETE /v2/dlq/:",
      handle: (_, parameters) => {
        broker.deleteDead([find(parameter(parameters, 0))]);
        return ok();
      },
    },
    {
      pattern: "DELETE /v2/dlq",
      handle: (request) => {
        const { items, cursor } = select(request);
        broker.deleteDead(items);
        return ok({ deleted: items.length, cursor });
      },
    },
  ];
}

/** Dead messages, the latest first. */
export function newestFirst(store: Store): DeadMessage[] {
  return [...store.dlq.values()].sort((left, right) => position(right) - position(left));
}

/** A dlqId is `<unix ms>-<number>`; both in one whole number. */
function position(dead: DeadMessage): number {
  const [time, number] = dead.dlqId.split("-");
  return Number(time) * 1_000 + Number(number);
}
