import { ApiError } from "@/dev/qstash/api-error";
import { ok, parameter, type Route } from "@/dev/qstash/router";
import { scheduleView, type ScheduleEntry } from "@/dev/qstash/schedule";
import type { Scheduler } from "@/dev/qstash/scheduler";
import type { Store } from "@/dev/qstash/store";

/** Messages that are published again and again, by a cron expression. */
export function scheduleRoutes(store: Store, scheduler: Scheduler): Route[] {
  function find(parameters: readonly string[]): ScheduleEntry {
    const scheduleId = parameter(parameters, 0);
    const entry = store.schedules.get(scheduleId);
    if (entry === undefined) {
      throw new ApiError(404, `schedule ${scheduleId} not found`);
    }
    return entry;
  }

  function pausing(action: "pause" | "resume"): Route {
    return {
      pattern: `PATCH /v2/schedules/:/${action}`,
      handle: (_, parameters) => {
        scheduler.setPaused(find(parameters), action === "pause");
        return ok();
      },
    };
  }

  return [
    {
      pattern: "POST /v2/schedules/*",
      handle: (request, parameters) =>
        ok({ scheduleId: scheduler.create({ ...request, destination: parameter(parameters, 0) }) }),
    },
    { pattern: "GET /v2/schedules", handle: () => ok([...store.schedules.values()].map(scheduleView)) },
    { pattern: "GET /v2/schedules/:", handle: (_, parameters) => ok(scheduleView(find(parameters))) },
    {
      pattern: "DELETE /v2/schedules/:",
      handle: (_, parameters) => {
        scheduler.delete(find(parameters).scheduleId);
        return ok();
      },
    },
    pausing("pause"),
    pausing("resume"),
  ];
}
