interface Waiter<Holder> {
  holder: Holder;
  resolve: (granted: boolean) => void;
}

/** One holder at a time, first come first served. A holder may take again what it holds. */
export class Turns<Holder> {
  #current: Holder | undefined;
  #waiting: Waiter<Holder>[] = [];

  /** Resolves to true once the turn is held, to false when `leave` was called before its turn came. */
  take(holder: Holder): Promise<boolean> {
    this.#current ??= holder;
    if (this.#current === holder) return Promise.resolve(true);
    return new Promise((resolve) => this.#waiting.push({ holder, resolve }));
  }

  holds(holder: Holder): boolean {
    return this.#current === holder;
  }

  /** Gives up the turn, or the place in the queue. */
  leave(holder: Holder): void {
    if (this.#current === holder) {
      const next = this.#waiting.shift();
      this.#current = next?.holder;
      next?.resolve(true);
      return;
    }
    const leaving = this.#waiting.filter((waiter) => waiter.holder === holder);
    this.#waiting = this.#waiting.filter((waiter) => waiter.holder !== holder);
    for (const waiter of leaving) waiter.resolve(false);
  }
}
