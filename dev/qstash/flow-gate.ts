import type { FlowControl } from "@/dev/qstash/publish-options";
import type { FlowSetting } from "@/dev/qstash/store";

const OPEN: FlowSetting = { paused: false, pinnedParallelism: undefined, pinnedRate: undefined };

/** State of one flow-control key: deliveries at once, and deliveries started in a fixed window of `period` seconds. */
export class FlowGate {
  private requested: FlowControl | undefined;
  private setting: FlowSetting = OPEN;
  private activeCount = 0;
  private periodStart = 0;
  private startedInPeriod = 0;

  /** The latest message sets the limits of all that wait under the key. */
  request(flow: FlowControl): void {
    this.requested = flow;
  }

  /** Pause and pins, which outrank what messages ask for. */
  set(setting: FlowSetting): void {
    this.setting = setting;
  }

  mayStart(now: number): boolean {
    const isFull = this.parallelism !== undefined && this.activeCount >= this.parallelism;
    return !this.setting.paused && !isFull && !this.isRateSpent(now);
  }

  start(now: number): void {
    if (now - this.periodStart >= this.periodMs) {
      this.periodStart = now;
      this.startedInPeriod = 0;
    }
    this.startedInPeriod += 1;
    this.activeCount += 1;
  }

  finish(): void {
    this.activeCount -= 1;
  }

  resetRate(now: number): void {
    this.periodStart = now;
    this.startedInPeriod = 0;
  }

  /** Start of the next period when the rate of this one is spent. */
  nextPeriodStart(now: number): number | undefined {
    return this.isRateSpent(now) ? this.periodStart + this.periodMs : undefined;
  }

  /** The JSON of `GET /v2/flowControl/{key}` but for the key and the number of waiting messages. */
  view(now: number): object {
    const isCurrent = now - this.periodStart < this.periodMs;
    return {
      parallelismMax: this.parallelism ?? 0,
      parallelismCount: this.activeCount,
      rateMax: this.rate ?? 0,
      rateCount: isCurrent ? this.startedInPeriod : 0,
      ratePeriod: this.periodMs / 1_000,
      ratePeriodStart: Math.floor(this.periodStart / 1_000),
      isPaused: this.setting.paused,
      isPinnedParallelism: this.setting.pinnedParallelism !== undefined,
      isPinnedRate: this.setting.pinnedRate !== undefined,
    };
  }

  private get parallelism(): number | undefined {
    return this.setting.pinnedParallelism ?? this.requested?.parallelism;
  }

  private get rate(): number | undefined {
    return this.setting.pinnedRate?.rate ?? this.requested?.rate;
  }

  private get periodMs(): number {
    return (this.setting.pinnedRate?.periodSeconds ?? this.requested?.periodSeconds ?? 1) * 1_000;
  }

  private isRateSpent(now: number): boolean {
    const isCurrent = now - this.periodStart < this.periodMs;
    return this.rate !== undefined && isCurrent && this.startedInPeriod >= this.rate;
  }
}
