import "server-only";
import { WindowClosed, type CallWindow } from "@/lib/budget/call-window";
import { AppError } from "@/lib/contract/app-error";

/** The calls that one message may make: those of its valuation, in a window of the budget that all share. */
export class Allowance {
  private made = 0;

  constructor(
    private readonly window: CallWindow,
    private readonly most: number,
  ) {}

  get unused(): number {
    return this.most - this.made;
  }

  /** Throws `WindowClosed` where none is left, of either. A call that fails was made, unless nobody could grant it. */
  call<T>(work: () => Promise<T>): Promise<T> {
    if (this.unused <= 0) throw new WindowClosed({ reason: "daily_share", retryInMs: 0 });
    this.made += 1;
    return this.window.call(work).catch((error: unknown) => {
      const isUngranted = error instanceof AppError && error.code === "cache_unavailable";
      if (error instanceof WindowClosed || isUngranted) this.made -= 1;
      throw error;
    });
  }
}
