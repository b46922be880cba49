import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";

/** What people met elsewhere, as data with the right answer; read where it lies, never copied. */
const root = fileURLToPath(new URL("../../../shared/cardano/cases", import.meta.url));

export const areCasesHere = existsSync(root);
export const unlessCases = areCasesHere ? "" : ` (skipped: reported cases are absent at ${root})`;

const pattern = z.union([z.string(), z.object({ tell: z.string(), re: z.string() })]);
const oneOrMore = z.union([z.string(), z.array(z.string())]);

const added = z.strictObject({
  status: z.array(z.number()).default([200, 201]),
  stake: z.string().optional(),
  says: z.string().optional(),
});

const transaction = z.strictObject({
  note: z.string().optional(),
  action: oneOrMore.optional(),
  direction: z.string().optional(),
  notAction: oneOrMore.optional(),
  net: z.string().nullish(),
  fee: z.string().nullish(),
  deposit: z.string().nullish(),
  withdrawal: z.string().nullish(),
  sent: z.string().optional(),
  summary: z.array(pattern).default([]),
  notSummary: z.array(pattern).default([]),
});
export type ExpectedTransaction = z.infer<typeof transaction>;

const token = z.strictObject({
  name: z.string().optional(),
  ticker: z.string().optional(),
  decimals: z.number().optional(),
  display: z.string().optional(),
  kind: z.string().optional(),
});
export type ExpectedToken = z.infer<typeof token>;

const expected = z.strictObject({
  rule: z.string().optional(),
  add: z.array(z.union([z.object({ oneOf: z.array(added) }), added])).default([]),
  total: z.string().optional(),
  parts: z.record(z.string(), z.string()).default({}),
  holdings: z.record(z.string(), z.string()).optional(),
  tokens: z.record(z.string(), token).default({}),
  proof: z.string().optional(),
  count: z.number().optional(),
  transactions: z.record(z.string(), transaction).default({}),
  pages: z
    .record(z.string(), z.object({ has: z.array(z.string()).default([]), not: z.array(z.string()).default([]) }))
    .default({}),
});
export type Expected = z.infer<typeof expected>;
export type ExpectedPattern = z.infer<typeof pattern>;

export interface ReportedCase {
  readonly name: string;
  /** For `RecordedServer.serve`. */
  readonly folder: string;
  /** What is pasted, in order. */
  readonly addresses: readonly string[];
  readonly expected: Expected;
}

const caseFile = z.object({ address: z.string(), also: z.array(z.string()).default([]) });

/** All cases, by name; none where the folder is not there. */
export function reportedCases(): ReportedCase[] {
  if (!areCasesHere) return [];
  return readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => {
      const read = (file: string): unknown => JSON.parse(readFileSync(path.join(root, name, file), "utf8"));
      const { address, also } = caseFile.parse(read("case.json"));
      const folder = `../cases/${name}/data`;
      return { name, folder, addresses: [address, ...also], expected: expected.parse(read("expect.json")) };
    });
}
