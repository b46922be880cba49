import "server-only";
import ws from "ws";

/**
 * A WebSocket that sends what it is given in one turn of the event loop as one message at the end of that turn. The database
 * driver's own way to join a statement's parts waits for a timer, a millisecond and more for each statement.
 */
export class PromptSocket extends ws {
  #parts: Uint8Array[] = [];

  override send(part: Uint8Array): void {
    if (this.#parts.push(part) === 1) queueMicrotask(() => this.#flush());
  }

  override close(code?: number, reason?: string | Buffer): void {
    this.#flush();
    super.close(code, reason);
  }

  #flush(): void {
    const parts = this.#parts;
    this.#parts = [];
    if (parts.length > 0) super.send(Buffer.concat(parts));
  }
}
