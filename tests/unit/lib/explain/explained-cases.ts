/** One recorded transaction and all that must be said of it, to everybody whom it concerns. */
export interface ExplainedCase {
  readonly what: string;
  readonly folder: string;
  readonly hash: string;
  readonly lines: readonly {
    readonly owner: string;
    readonly action: string;
    readonly subtype: string | null;
    readonly protocol: string | null;
    readonly in: Readonly<Record<string, string>>;
    readonly out: Readonly<Record<string, string>>;
    /** Network, batcher, deposit returned; lovelace. */
    readonly fees: readonly (string | null)[];
    readonly summary: string;
    readonly rule: string;
  }[];
}
