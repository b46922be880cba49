const RING = 20_000;

/** What was asked, how often, how it was answered and when. */
export class CallLog {
  private total = 0;
  private byPattern = new Map<string, number>();
  private byStatus = new Map<string, number>();
  private timestamps: number[] = [];
  private inFlight = 0;
  private mostInFlight = 0;

  begin(pattern: string, atMs: number): void {
    this.total += 1;
    count(this.byPattern, pattern);
    this.timestamps.push(atMs);
    if (this.timestamps.length > RING * 2) this.timestamps = this.timestamps.slice(-RING);
    this.inFlight += 1;
    this.mostInFlight = Math.max(this.mostInFlight, this.inFlight);
  }

  end(status: number | string): void {
    count(this.byStatus, String(status));
    this.inFlight -= 1;
  }

  reset(): void {
    this.total = 0;
    this.byPattern = new Map();
    this.byStatus = new Map();
    this.timestamps = [];
    this.mostInFlight = this.inFlight;
  }

  summary(): unknown {
    return {
      total: this.total,
      byPattern: Object.fromEntries(this.byPattern),
      byStatus: Object.fromEntries(this.byStatus),
      mostInFlight: this.mostInFlight,
      timestamps: this.timestamps.slice(-RING),
    };
  }
}

const count = (counts: Map<string, number>, name: string): void => {
  counts.set(name, (counts.get(name) ?? 0) + 1);
};
