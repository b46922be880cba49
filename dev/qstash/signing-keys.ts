import { randomBytes } from "node:crypto";
import type { Store } from "@/dev/qstash/store";

export interface SigningKeyPair {
  current: string;
  next: string;
}

const ROW = "signing";

/** The pair that deliveries are signed with. A rotation lasts until the server is started with another pair than before. */
export class SigningKeys {
  private readonly startedWith: string;

  constructor(
    private readonly store: Store,
    private readonly configured: SigningKeyPair,
  ) {
    this.startedWith = JSON.stringify([configured.current, configured.next]);
  }

  get pair(): SigningKeyPair {
    const rotated = this.store.keys.get(ROW);
    return rotated?.startedWith === this.startedWith
      ? { current: rotated.current, next: rotated.next }
      : { current: this.configured.current, next: this.configured.next };
  }

  /** The next key becomes the current one, and a new one is next. */
  rotate(): SigningKeyPair {
    const rotated = { current: this.pair.next, next: `sig_${randomBytes(21).toString("base64url")}` };
    this.store.commit([{ table: "keys", key: ROW, value: { startedWith: this.startedWith, ...rotated } }]);
    return rotated;
  }
}
