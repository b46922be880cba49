import fc from "fast-check";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { z } from "zod";
import { db } from "@/lib/db";
import { problem } from "@/lib/contract/problem";
import type { Operation } from "@/lib/contract/operation";
import { operations } from "@/lib/contract/operations";
import type * as secret from "@/lib/auth/secret";
import { apiRoutes, type ApiRoute } from "@/tests/support/api-routes";
import { callRoute } from "@/tests/support/call-route";
import { withDatabase } from "@/tests/support/database";
import { arbitraryOf, hostilePart } from "@/tests/support/hostile-input";
import { startTestRedis } from "@/tests/support/redis";
import { makeOwner, type Owner } from "@/tests/support/two-users";

// What makes a recovery key dear to guess makes each of these calls dear; other tests look at it.
vi.mock("@/lib/auth/secret", async (importOriginal) => ({
  ...(await importOriginal<typeof secret>()),
  hashRecoveryKey: (key: Uint8Array) => Promise.resolve(Buffer.from(key).toString("hex")),
}));

// Nor is one input refused because others came before it.
vi.mock("@/lib/auth/limit-calls", () => ({ limitCalls: () => Promise.resolve() }));
vi.mock("@/lib/queue/allowance", () => ({
  takeAllowance: () => Promise.resolve(),
  assertAllowance: () => Promise.resolve(),
}));

const redis = await startTestRedis();
withDatabase(() => redis.environment);

/** FUZZ_RUNS=300 makes some 11,000 requests of it. */
const runs = Number(process.env.FUZZ_RUNS ?? 120);
/** Where each call waits for a stream's end, or ends the session and so needs another owner. */
const fewRuns = 15;
const longestMs = 25_000;
const largestAnswer = 2_000_000;
/** What is away in this test may be said to be away; nothing may fail for a reason that nobody knows. */
const dependencies = new Set([503]);

const routes = await apiRoutes();
let owner: Owner | undefined;
let changed = false;
let address = 0;

beforeAll(() => {
  vi.spyOn(console, "error").mockReturnValue();
  vi.spyOn(console, "warn").mockReturnValue();
  vi.spyOn(console, "log").mockReturnValue();
});

/** Calls that change something may end the session or the account: the next one begins anew. */
async function ownerAfter(change: boolean): Promise<Owner> {
  if (owner !== undefined && (!change || (await db().session.count({ where: { userId: owner.userId } })) > 0))
    return owner;
  await db().user.deleteMany();
  owner = await makeOwner("fuzzed", "stake1fuzzed");
  return owner;
}

const jsonOf = (schema: z.ZodType) => arbitraryOf(z.toJSONSchema(schema, { io: "input" }));
const asText = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));

/** A table with a header that is known, and whatever below it. */
const hostileFile = fc
  .array(fc.array(hostilePart, { maxLength: 5 }), { maxLength: 5 })
  .map((lines) => ["Date,Hash,Amount,Asset,Fee", ...lines.map((cells) => cells.join(","))].join("\n"));

function inputFor({ body, query, upload }: Operation) {
  const usual = body === undefined ? fc.constant(undefined) : jsonOf(body);
  return fc.record({
    parts: fc.array(fc.oneof(hostilePart, fc.constant("own"), fc.uuid()), { minLength: 2, maxLength: 2 }),
    query: query === undefined ? fc.dictionary(hostilePart, hostilePart, { maxKeys: 3 }) : jsonOf(query),
    body: fc.oneof(
      { weight: 9, arbitrary: upload === undefined ? usual : hostileFile },
      { weight: 1, arbitrary: hostilePart },
    ),
  });
}

type Input = Parameters<Parameters<ReturnType<typeof inputFor>["chain"]>[0]>[0];

async function send(route: ApiRoute, { parts, query, body }: Input, upload?: string): Promise<Response> {
  const kinds = [...route.path.matchAll(/(\w+)\/\{(\w+)\}/g)];
  const { ids, session } = await ownerAfter(changed);
  changed = route.method !== "GET";
  const params = Object.fromEntries(
    kinds.map(([, kind = "", name = ""], index) => {
      const part = parts[index] ?? "";
      return [name, part === "own" ? (ids[kind] ?? "own") : part];
    }),
  );
  const search = new URLSearchParams(
    typeof query === "object" && query !== null
      ? Object.entries(query).map(([name, value]) => [name, asText(value)])
      : [],
  );
  address += 1;
  return callRoute(route.handler, `${route.path}?${search.toString()}`, {
    method: route.method,
    params,
    session,
    headers: {
      "x-real-ip": `10.3.${address >> 8}.${address & 255}`,
      ...(upload !== undefined && { "content-type": upload }),
    },
    signal: AbortSignal.timeout(300),
    ...(route.method !== "GET" && body !== undefined && { body }),
  });
}

describe("no input makes a route fail, hang or talk without end", () => {
  test.each(routes.map((route) => [`${route.method} ${route.path}`, route] as const))(
    "%s",
    async (_name, route) => {
      const operation = operations.find(
        ({ method, path }) => method.toUpperCase() === route.method && path === route.path,
      );
      if (operation === undefined) throw new Error("It is not in the list of operations");
      await fc.assert(
        fc.asyncProperty(inputFor(operation), async (input) => {
          const startedAt = performance.now();
          const answer = await send(route, input, operation.upload);
          const text = await answer.text();
          expect(answer.status < 500 || dependencies.has(answer.status), `${answer.status} ${text}`).toBe(true);
          expect(performance.now() - startedAt).toBeLessThan(longestMs);
          expect(text.length).toBeLessThan(largestAnswer);
          if (answer.status >= 400 && operation.access !== "queue" && !route.path.endsWith("/health")) {
            expect(problem.parse(JSON.parse(text)).status).toBe(answer.status);
          }
        }),
        {
          numRuns:
            operation.body === undefined && (route.method === "DELETE" || route.path === "/api/events")
              ? fewRuns
              : runs,
          seed: 20261121,
          endOnFailure: true,
        },
      );
    },
    180_000,
  );
});
