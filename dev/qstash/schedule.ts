import { bodyView, flowControlView, labelView, multiValued } from "@/dev/qstash/message-view";
import { parsePublishHeaders, type HeaderMap } from "@/dev/qstash/publish-options";

/** A schedule as it is kept: the publish request that it repeats. Times in unix ms. */
export interface ScheduleEntry {
  scheduleId: string;
  cron: string;
  destination: string;
  /** The headers it was created with; each run is published with them. */
  headers: HeaderMap;
  bodyBase64: string;
  createdAt: number;
  isPaused: boolean;
  queueName: string | undefined;
  callerIp: string;
  lastScheduleTime: number | undefined;
  nextScheduleTime: number;
}

/** The JSON of `GET /v2/schedules/{id}`. */
export function scheduleView(entry: ScheduleEntry): object {
  const options = parsePublishHeaders(entry.headers, entry.createdAt);
  return {
    scheduleId: entry.scheduleId,
    cron: entry.cron,
    createdAt: entry.createdAt,
    destination: entry.destination,
    method: options.method,
    header: multiValued(options.headers),
    ...bodyView(entry.bodyBase64),
    retries: options.maxRetries,
    retryDelayExpression: options.retryDelayExpression,
    delay: options.delayMs === 0 ? undefined : options.delayMs / 1_000,
    callback: options.callback,
    failureCallback: options.failureCallback,
    callerIP: entry.callerIp,
    isPaused: entry.isPaused,
    queueName: entry.queueName,
    ...flowControlView(options.flowControl),
    ...labelView(options.labels),
    lastScheduleTime: entry.lastScheduleTime,
    nextScheduleTime: entry.isPaused ? undefined : entry.nextScheduleTime,
  };
}
