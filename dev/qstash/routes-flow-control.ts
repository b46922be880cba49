import { ApiError } from "@/dev/qstash/api-error";
import type { Clock } from "@/dev/qstash/clock";
import type { Dispatcher } from "@/dev/qstash/dispatcher";
import { ok, parameter, type ApiRequest, type ApiResponse, type Route } from "@/dev/qstash/router";
import type { FlowSetting, Store } from "@/dev/qstash/store";

const NOTHING_SET: FlowSetting = { paused: false, pinnedParallelism: undefined, pinnedRate: undefined };

/** Flow-control keys: how many deliveries at once and per period, pause, and limits pinned by an operator. */
export function flowControlRoutes(store: Store, dispatcher: Dispatcher, clock: Clock, concurrency: number): Route[] {
  const { room } = dispatcher;

  function view(key: string): object {
    if (!room.hasGate(key)) {
      throw new ApiError(404, `flow control key ${key} not found`);
    }
    return {
      flowControlKey: key,
      waitListSize: room.waitingFor({ flowKey: key }),
      ...room.gate(key).view(clock.now()),
    };
  }

  function change(key: string, next: (setting: FlowSetting) => FlowSetting): ApiResponse {
    const setting = next(store.flows.get(key) ?? NOTHING_SET);
    store.commit([{ table: "flows", key, value: setting }]);
    room.gate(key).set(setting);
    dispatcher.pump();
    return ok();
  }

  function changing(action: string, next: (setting: FlowSetting, query: URLSearchParams) => FlowSetting): Route {
    return {
      pattern: `POST /v2/flowControl/:/${action}`,
      handle: ({ query }: ApiRequest, parameters) =>
        change(parameter(parameters, 0), (setting) => next(setting, query)),
    };
  }

  return [
    { pattern: "GET /v2/flowControl", handle: () => ok(room.flowKeys().map(view)) },
    { pattern: "GET /v2/flowControl/:", handle: (_, parameters) => ok(view(parameter(parameters, 0))) },
    changing("pause", (setting) => ({ ...setting, paused: true })),
    changing("resume", (setting) => ({ ...setting, paused: false })),
    changing("pin", pinned),
    changing("unpin", unpinned),
    {
      pattern: "POST /v2/flowControl/:/resetRate",
      handle: (_, parameters) => {
        room.gate(parameter(parameters, 0)).resetRate(clock.now());
        dispatcher.pump();
        return ok();
      },
    },
    {
      pattern: "GET /v2/globalParallelism",
      handle: () => ok({ parallelismMax: concurrency, parallelismCount: room.activeCount }),
    },
  ];
}

function pinned(setting: FlowSetting, query: URLSearchParams): FlowSetting {
  const parallelism = positive(query, "parallelism");
  const rate = positive(query, "rate");
  return {
    ...setting,
    pinnedParallelism: parallelism ?? setting.pinnedParallelism,
    pinnedRate: rate === undefined ? setting.pinnedRate : { rate, periodSeconds: positive(query, "period") ?? 1 },
  };
}

function unpinned(setting: FlowSetting, query: URLSearchParams): FlowSetting {
  return {
    ...setting,
    pinnedParallelism: query.get("parallelism") === "true" ? undefined : setting.pinnedParallelism,
    pinnedRate: query.get("rate") === "true" ? undefined : setting.pinnedRate,
  };
}

function positive(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name);
  if (text !== null && !/^[1-9]\d*$/.test(text)) {
    throw new ApiError(400, `invalid ${name} "${text}": a positive whole number is expected`);
  }
  return text === null ? undefined : Number(text);
}
