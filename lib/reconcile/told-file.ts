import type { Decimal } from "@/lib/reconcile/decimal-text";

/** Whose CSV a file is. `columns`: nobody's that is known by name, but its columns say what they are. */
export const fileForms = ["eternl", "yoroi", "adalite", "koinly", "generic", "columns"] as const;
export type FileForm = (typeof fileForms)[number];

/** So much of something, as a file calls it. */
export interface ToldAmount {
  readonly name: string;
  /** In whole coins. */
  readonly amount: Decimal;
}

/** A line of somebody's file. */
export interface ToldRow {
  /** Of the file, from 1, the header with it. */
  readonly line: number;
  /** Lower-case hex; null where the line names no transaction. */
  readonly hash: string | null;
  /** Milliseconds since 1970; null where nobody can read it. */
  readonly at: number | null;
  readonly sent: ToldAmount | null;
  readonly received: ToldAmount | null;
  readonly fee: ToldAmount | null;
  /** A staking reward that no transaction of the chain shows, with its epoch where the line names one. */
  readonly reward: { readonly epoch: number | null } | null;
}

export interface ToldFile {
  readonly form: FileForm;
  readonly rows: readonly ToldRow[];
}

/** What is wrong with a file, and where. */
export interface FileIssue {
  readonly field: string;
  readonly reason: string;
}

/** What came and went with a line, fees with what went. */
export function movesOf({ sent, received, fee }: ToldRow): { readonly amount: ToldAmount; readonly sign: 1 | -1 }[] {
  const part = (amount: ToldAmount | null, sign: 1 | -1) => (amount === null ? [] : [{ amount, sign }]);
  return [...part(sent, -1), ...part(received, 1), ...part(fee, -1)];
}
