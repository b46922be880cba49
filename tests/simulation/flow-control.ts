/** QStash's flow control by parallelism: who finds all places of a key taken waits for one, first come first served. */
export class FlowControl {
  private readonly taken = new Map<string, number>();
  private readonly waiting = new Map<string, (() => void)[]>();

  async through<T>(key: string, parallelism: number, work: () => Promise<T>): Promise<T> {
    const taken = this.taken.get(key) ?? 0;
    if (taken < parallelism) this.taken.set(key, taken + 1);
    else await new Promise<void>((resolve) => this.waiting.set(key, [...(this.waiting.get(key) ?? []), resolve]));
    try {
      return await work();
    } finally {
      const [next, ...rest] = this.waiting.get(key) ?? [];
      this.waiting.set(key, rest);
      // The place goes from one to the next and is never free in between.
      if (next === undefined) this.taken.set(key, (this.taken.get(key) ?? 1) - 1);
      else next();
    }
  }
}
