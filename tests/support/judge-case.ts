import type { Expected, ExpectedPattern, ExpectedToken, ExpectedTransaction, ReportedCase } from "./reported-cases";

interface AskedAnswer {
  readonly status: number;
  /** JSON, or a page's text. */
  readonly body: unknown;
}

/** The app as one person's browser asks it; `pages` false where no pages are served. */
export interface AskedApp {
  ask(path: string, body?: unknown): Promise<AskedAnswer>;
  readonly servesPages: boolean;
}

const patienceMs = 30_000;
const settleMs = 25_000;
const pollMs = 100;

/** Follows what the case pastes and gives every difference between what the app says and what is right, one a line. */
export async function judgeCase(app: AskedApp, { addresses, expected }: ReportedCase): Promise<string[]> {
  const refused = await follow(app, addresses, expected);
  if (expected.add.some((each) => !("oneOf" in each) && each.status.every((status) => status >= 400))) return refused;
  await untilSynced(app, addresses.length);
  // Names of tokens, and what one wallet tells of another, come by messages of their own.
  const until = Date.now() + settleMs;
  let differences = await differencesOf(app, expected);
  while (differences.length > 0 && Date.now() < until) {
    await sleep(pollMs);
    differences = await differencesOf(app, expected);
  }
  return [...refused, ...differences];
}

async function follow(app: AskedApp, addresses: readonly string[], { add }: Expected): Promise<string[]> {
  const differences: string[] = [];
  for (const [at, address] of addresses.entries()) {
    const allowed = add[at] ?? { status: [200, 201] };
    const { status, body } = await app.ask("/api/wallets", { address });
    const text = JSON.stringify(body);
    const fits = ("oneOf" in allowed ? allowed.oneOf : [allowed]).some(
      (one) =>
        one.status.includes(status) &&
        (one.stake === undefined || text.includes(one.stake)) &&
        (one.says === undefined || new RegExp(one.says, "i").test(text)),
    );
    if (!fits) differences.push(`adding ${address}: ${String(status)} ${text}`);
  }
  return differences;
}

interface WalletAnswer {
  readonly id: string;
  readonly sync: { readonly status: string };
}

const walletsOf = async (app: AskedApp) =>
  ((await app.ask("/api/wallets")).body as { wallets: WalletAnswer[] }).wallets;

async function untilSynced(app: AskedApp, count: number): Promise<void> {
  const until = Date.now() + patienceMs;
  for (;;) {
    const wallets = await walletsOf(app);
    const ended = wallets.filter(({ sync }) => ["completed", "failed"].includes(sync.status));
    if (ended.length >= count) return;
    if (Date.now() > until) throw new Error(`Still syncing: ${JSON.stringify(wallets.map(({ sync }) => sync))}`);
    await sleep(pollMs);
  }
}

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function differencesOf(app: AskedApp, expected: Expected): Promise<string[]> {
  return [
    ...(await sumDifferences(app, expected)),
    ...(await holdingDifferences(app, expected)),
    ...(await proofDifferences(app, expected)),
    ...(await transactionDifferences(app, expected)),
    ...(app.servesPages ? await pageDifferences(app, expected) : []),
  ];
}

/** Lovelace as decimal ADA without trailing zeros, `-0.2`. */
function ada(lovelace: bigint): string {
  const digits = String(lovelace < 0n ? -lovelace : lovelace).padStart(7, "0");
  const fraction = digits.slice(-6).replace(/0+$/, "");
  return `${lovelace < 0n ? "-" : ""}${digits.slice(0, -6)}${fraction === "" ? "" : `.${fraction}`}`;
}

const differ = (what: string, told: unknown, right: unknown): string[] =>
  told === right ? [] : [`${what}: told ${JSON.stringify(told)}, right is ${JSON.stringify(right)}`];

async function sumDifferences(app: AskedApp, { total, parts }: Expected): Promise<string[]> {
  const { body } = await app.ask("/api/positions");
  const told = (body as { ada: { total: string; unverified?: string; parts: { part: string; quantity: string }[] } })
    .ada;
  const partOf = (name: string): string => {
    if (name === "unverified") return told.unverified ?? "0";
    return told.parts.find(({ part }) => part === name)?.quantity ?? "0";
  };
  return [
    ...(total === undefined ? [] : differ("total", ada(BigInt(told.total)), total)),
    ...Object.entries(parts).flatMap(([name, right]) => differ(name, ada(BigInt(partOf(name))), right)),
  ];
}

interface HoldingAnswer {
  readonly unit: string;
  readonly quantity: string;
  readonly name: string | null;
  readonly ticker: string | null;
  readonly decimals: number | null;
  readonly displayQuantity: string | null;
  readonly kind: string;
}

async function holdingDifferences(app: AskedApp, { holdings, tokens }: Expected): Promise<string[]> {
  const { body } = await app.ask("/api/holdings");
  const told = (body as { holdings: HoldingAnswer[] }).holdings;
  const amounts = Object.fromEntries(told.map(({ unit, quantity }) => [unit, quantity]));
  return [
    ...(holdings === undefined ? [] : differ("holdings", sorted(amounts), sorted(holdings))),
    ...Object.entries(tokens).flatMap(([unit, right]) => tokenDifferences(unit, told, right)),
  ];
}

const sorted = (amounts: Readonly<Record<string, string>>) => JSON.stringify(Object.entries(amounts).sort());

function tokenDifferences(unit: string, told: readonly HoldingAnswer[], right: ExpectedToken): string[] {
  const holding = told.find((each) => each.unit === unit);
  if (holding === undefined) return [`${unit} is not held`];
  const said: Record<string, unknown> = { ...holding, display: holding.displayQuantity };
  return Object.entries(right).flatMap(([field, value]) => {
    const isPattern = typeof value === "string" && /^\/.+\/$/.test(value);
    if (isPattern && new RegExp(value.slice(1, -1)).test(String(said[field]))) return [];
    return differ(`${unit} ${field}`, said[field], value);
  });
}

async function proofDifferences(app: AskedApp, { proof }: Expected): Promise<string[]> {
  if (proof === undefined) return [];
  const answers = (await walletsOf(app)).map(({ id }) => app.ask(`/api/wallets/${id}/proof`));
  return (await Promise.all(answers)).flatMap(({ body }) =>
    differ("proof", (body as { status: string }).status, proof),
  );
}

interface RowAnswer {
  readonly txHash: string;
  readonly action: string;
  readonly direction: string;
  readonly summary: string;
  readonly netLovelace: string;
  readonly fee: string | null;
  readonly deposit: string | null;
  readonly withdrawal: string | null;
}

async function transactionDifferences(app: AskedApp, { count, transactions }: Expected): Promise<string[]> {
  const { body } = await app.ask("/api/transactions?limit=200");
  const rows = (body as { transactions: RowAnswer[] }).transactions;
  const hashes = new Set(rows.map(({ txHash }) => txHash));
  return [
    ...(count === undefined ? [] : differ("number of transactions", hashes.size, count)),
    ...Object.entries(transactions).flatMap(([hash, right]) => {
      const own = rows.filter(({ txHash }) => txHash === hash);
      const where = right.note ?? hash;
      return own.length === 0 ? [`${where}: not told`] : rowDifferences(own, right).map((each) => `${where}: ${each}`);
    }),
  ];
}

const listOf = (words: string | readonly string[] | undefined): readonly string[] =>
  words === undefined ? [] : typeof words === "string" ? [words] : words;

function rowDifferences(rows: readonly RowAnswer[], right: ExpectedTransaction): string[] {
  const actions = listOf(right.action);
  const { direction } = right;
  const fits = rows.some(
    (row) =>
      (actions.length === 0 || actions.includes(row.action)) &&
      (direction === undefined || row.direction === direction),
  );
  const told = rows.map((row) => `${row.action} ${row.direction}`).join(", ");
  const summary = rows.map((row) => row.summary).join(" | ");
  const wrong = rows.filter(({ action }) => listOf(right.notAction).includes(action));
  return [
    ...(fits ? [] : [`told as ${told}, right is ${actions.join("/")} ${direction ?? ""}`]),
    ...wrong.map(({ action }) => `told as ${action}`),
    ...sumsOf(rows, right),
    ...right.summary.filter((each) => !matches(each, summary)).map((each) => `no ${tell(each)} in: ${summary}`),
    ...right.notSummary.filter((each) => matches(each, summary)).map((each) => `${tell(each)} in: ${summary}`),
  ];
}

const tell = (pattern: ExpectedPattern) => (typeof pattern === "string" ? pattern : pattern.tell);
const matches = (pattern: ExpectedPattern, text: string) =>
  new RegExp(typeof pattern === "string" ? pattern : pattern.re, "i").test(text);

function sumsOf(rows: readonly RowAnswer[], right: ExpectedTransaction): string[] {
  const sum = (pick: (row: RowAnswer) => string | null): string | null => {
    const known = rows.flatMap((row) => pick(row) ?? []);
    return known.length === 0 ? null : ada(known.reduce((total, each) => total + BigInt(each), 0n));
  };
  const said = {
    net: sum((row) => row.netLovelace),
    fee: sum((row) => row.fee),
    deposit: sum((row) => row.deposit),
    withdrawal: sum((row) => row.withdrawal),
    sent: sentIn(rows),
  };
  return Object.entries(said).flatMap(([field, value]) => {
    const expected = right[field as keyof typeof said];
    return expected === undefined ? [] : differ(field, value, expected);
  });
}

/** What the sentences say was sent, over all rows, in ADA. */
function sentIn(rows: readonly RowAnswer[]): string {
  const amounts = rows.flatMap(({ summary }) => [...summary.matchAll(/\bsent ([\d,]+)(?:\.(\d+))? ADA/gi)]);
  return ada(
    amounts.reduce((total, [, whole = "", fraction = ""]) => {
      return total + BigInt(whole.replaceAll(",", "") + fraction.padEnd(6, "0"));
    }, 0n),
  );
}

async function pageDifferences(app: AskedApp, { pages }: Expected): Promise<string[]> {
  const asked = Object.entries(pages).map(async ([path, { has, not }]) => {
    const text = String((await app.ask(path)).body);
    return [
      ...has.filter((each) => !new RegExp(each).test(text)).map((each) => `${path} has no ${each}`),
      ...not.filter((each) => new RegExp(each).test(text)).map((each) => `${path} has ${each}`),
    ];
  });
  return (await Promise.all(asked)).flat();
}
