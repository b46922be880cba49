import { WindowClosed, type CallWindow } from "@/lib/budget/call-window";

/** Makes one call to the chain; throws `WindowClosed` where no more is made in this look. */
export type Ask = <T>(work: () => Promise<T>) => Promise<T>;

/** The calls of one look, which are no more than was said, through however many windows. */
export class CallAllowance {
  private asked = 0;
  /** Calls that were really made. */
  made = 0;

  constructor(private readonly limit: number) {}

  through(window: CallWindow): Ask {
    return (work) => {
      if (this.asked >= this.limit) return Promise.reject(new WindowClosed({ reason: "time", retryInMs: 0 }));
      this.asked += 1;
      return window.call(() => {
        this.made += 1;
        return work();
      });
    };
  }
}
