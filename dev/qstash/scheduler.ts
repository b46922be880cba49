import { randomBytes } from "node:crypto";
import type { Broker } from "@/dev/qstash/broker";
import type { Clock } from "@/dev/qstash/clock";
import { nextCronTime } from "@/dev/qstash/cron";
import { parseDestination, parsePublishHeaders, type HeaderMap } from "@/dev/qstash/publish-options";
import type { ScheduleEntry } from "@/dev/qstash/schedule";
import type { Store } from "@/dev/qstash/store";

/** They speak of the schedule's creation, not of the messages that it sends. */
const NOT_REPEATED = new Set([
  "authorization",
  "upstash-cron",
  "upstash-schedule-id",
  "upstash-deduplication-id",
  "upstash-content-based-deduplication",
]);

/** Publishes the message of each schedule at the times of its cron expression. */
export class Scheduler {
  private readonly timers = new Map<string, () => void>();

  constructor(
    private readonly store: Store,
    private readonly broker: Broker,
    private readonly clock: Clock,
  ) {}

  /** Takes up stored schedules. Runs that fell into the time when the server was down are left out, not made up for. */
  resume(): void {
    for (const entry of [...this.store.schedules.values()]) {
      this.save({ ...entry, nextScheduleTime: nextCronTime(entry.cron, this.clock.now()) });
    }
  }

  /** Creates a schedule, or replaces the one of the same `Upstash-Schedule-Id`. Throws ApiError 400. */
  create(request: { destination: string; headers: HeaderMap; body: Buffer; callerIp: string }): string {
    const now = this.clock.now();
    const scheduleId = request.headers["upstash-schedule-id"] ?? `scd_${randomBytes(18).toString("base64url")}`;
    const cron = request.headers["upstash-cron"] ?? "";
    const earlier = this.store.schedules.get(scheduleId);
    parsePublishHeaders(request.headers, now);
    this.save({
      scheduleId,
      cron,
      destination: parseDestination(request.destination),
      headers: Object.fromEntries(Object.entries(request.headers).filter(([name]) => !NOT_REPEATED.has(name))),
      bodyBase64: request.body.toString("base64"),
      createdAt: earlier?.createdAt ?? now,
      isPaused: earlier?.isPaused ?? false,
      queueName: request.headers["upstash-queue-name"],
      callerIp: request.callerIp,
      lastScheduleTime: earlier?.lastScheduleTime,
      nextScheduleTime: nextCronTime(cron, now),
    });
    return scheduleId;
  }

  setPaused(entry: ScheduleEntry, isPaused: boolean): void {
    this.save({ ...entry, isPaused, nextScheduleTime: nextCronTime(entry.cron, this.clock.now()) });
  }

  delete(scheduleId: string): void {
    this.disarm(scheduleId);
    this.store.commit([{ table: "schedules", key: scheduleId, value: null }]);
  }

  private save(entry: ScheduleEntry): void {
    this.store.commit([{ table: "schedules", key: entry.scheduleId, value: entry }]);
    this.disarm(entry.scheduleId);
    if (!entry.isPaused) {
      this.timers.set(
        entry.scheduleId,
        this.clock.at(entry.nextScheduleTime, () => this.run(entry)),
      );
    }
  }

  private run(entry: ScheduleEntry): void {
    this.broker.publish({
      destination: entry.destination,
      headers: entry.headers,
      body: Buffer.from(entry.bodyBase64, "base64"),
      callerIp: entry.callerIp,
      queueName: entry.queueName,
      scheduleId: entry.scheduleId,
    });
    // From the planned time where the timer came early, so that no minute is served twice.
    const from = Math.max(this.clock.now(), entry.nextScheduleTime);
    this.save({ ...entry, lastScheduleTime: this.clock.now(), nextScheduleTime: nextCronTime(entry.cron, from) });
  }

  private disarm(scheduleId: string): void {
    this.timers.get(scheduleId)?.();
    this.timers.delete(scheduleId);
  }
}
