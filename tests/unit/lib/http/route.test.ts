import { beforeAll, describe, expect, test, vi } from "vitest";
import { z } from "zod";
import { AppError } from "@/lib/contract/app-error";
import { Prisma } from "@/lib/generated/prisma/client";
import { respond } from "@/lib/http/respond";
import { route } from "@/lib/http/route";
import { callRoute } from "@/tests/support/call-route";
import { setEnvironment } from "@/tests/support/environment";

beforeAll(() => {
  setEnvironment({ APP_URL: "https://app.example" });
});

const schema = z.strictObject({ name: z.string().min(1), count: z.int() });
const query = z.strictObject({ limit: z.coerce.number().int().max(10).default(5), q: z.string().optional() });

const echo = route(async ({ body }) => respond(await body(schema)));
const search = route(({ query: read }) => Promise.resolve(respond(read(query))));
const failWith = (error: unknown) => route(() => Promise.reject(error as Error));
const post = (body: unknown, headers = {}) => callRoute(echo, "/api/echo", { method: "POST", body, headers });

async function problemOf(response: Promise<Response>) {
  const { status, code, detail, issues } = (await (await response).json()) as Record<string, unknown>;
  return { status, code, detail, issues };
}

test("passes a body that fits, with a request id and no caching", async () => {
  const response = await post({ name: "a", count: 1 });
  expect(await response.json()).toEqual({ name: "a", count: 1 });
  expect(response.status).toBe(200);
  expect(response.headers.get("cache-control")).toBe("no-store");
  expect(response.headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
});

test("keeps a sane request id and replaces another", async () => {
  const sane = await post({ name: "a", count: 1 }, { "x-request-id": "abc-1" });
  const odd = await post({ name: "a", count: 1 }, { "x-request-id": "a b<c>" });
  expect(sane.headers.get("x-request-id")).toBe("abc-1");
  expect(odd.headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
});

describe("bad input", () => {
  test("is named field by field", async () => {
    const { issues, ...rest } = await problemOf(post({ name: "", count: 1, extra: true }));
    expect(rest).toEqual({
      status: 400,
      code: "invalid_request",
      detail: "name: Too small: expected string to have >=1 characters; extra: Unknown field",
    });
    expect(issues).toEqual([
      { field: "name", reason: "Too small: expected string to have >=1 characters" },
      { field: "extra", reason: "Unknown field" },
    ]);
  });

  test("includes what is no JSON, and nothing at all", async () => {
    const broken = await problemOf(post("{"));
    const none = await problemOf(callRoute(echo, "/api/echo", { method: "POST" }));
    expect([broken.status, broken.code, none.status]).toEqual([400, "invalid_request", 400]);
    expect(none.issues).toEqual([{ field: "body", reason: "A JSON body is needed" }]);
  });

  test("includes a body past 100 KB", async () => {
    const large = await problemOf(post({ name: "a".repeat(100_001), count: 1 }));
    expect([large.status, large.code]).toEqual([413, "payload_too_large"]);
  });

  test("includes queries: unknown names, names given twice, and values out of range", async () => {
    const ask = (search_: string) => callRoute(search, `/api/search?${search_}`);
    expect(await (await ask("limit=7&q=x")).json()).toEqual({ limit: 7, q: "x" });
    expect(await (await ask("")).json()).toEqual({ limit: 5 });
    const statuses = await Promise.all(
      ["limit=11", "nope=1", "q=a&q=b"].map(async (given) => (await ask(given)).status),
    );
    expect(statuses).toEqual([400, 400, 400]);
  });
});

describe("origin of unsafe calls", () => {
  const allowed = [
    {},
    { origin: "https://app.example" },
    { origin: "http://localhost:3000" },
    { "sec-fetch-site": "same-origin", origin: "https://app.example" },
    { "sec-fetch-site": "none" },
  ];
  const refused = [
    { origin: "https://evil.example" },
    { origin: "null" },
    { origin: "https://app.example.evil.example" },
    { "sec-fetch-site": "cross-site" },
    { "sec-fetch-site": "same-site" },
    { "sec-fetch-site": "cross-site", origin: "https://app.example" },
    { "sec-fetch-site": "same-origin", origin: "https://evil.example" },
  ];
  test.each(allowed)("passes %o", async (headers) => {
    expect((await post({ name: "a", count: 1 }, headers)).status).toBe(200);
  });
  test.each(refused)("refuses %o", async (headers) => {
    const { status, code } = await problemOf(post({ name: "a", count: 1 }, headers));
    expect([status, code]).toEqual([403, "forbidden_origin"]);
  });
  test("does not matter to safe ones", async () => {
    expect((await callRoute(search, "/api/search", { headers: { origin: "https://evil.example" } })).status).toBe(200);
  });
});

describe("failures", () => {
  test("with a code keep it", async () => {
    const error = new AppError({ code: "conflict", detail: "There already" });
    expect(await problemOf(callRoute(failWith(error), "/api/x"))).toEqual({
      status: 409,
      code: "conflict",
      detail: "There already",
    });
  });

  test("of no known kind say nothing of their cause, but are logged with it", async () => {
    const written = vi.spyOn(console, "error").mockReturnValue();
    const response = await callRoute(failWith(new Error("secret table")), "/api/x", {
      headers: { "x-request-id": "r-1" },
    });
    const text = await response.text();
    expect(response.status).toBe(500);
    expect(text).not.toContain("secret table");
    expect(String(written.mock.calls[0]?.[0])).toContain("secret table");
    expect(String(written.mock.calls[0]?.[0])).toContain('"requestId":"r-1"');
    written.mockRestore();
  });

  const unreachable = new Prisma.PrismaClientKnownRequestError("x", { code: "P1001", clientVersion: "7" });
  const refusedSocket = Object.assign(new Error("fail"), { cause: { originalCode: "ECONNREFUSED" } });
  test.each([unreachable, refusedSocket, new Error("Connection terminated unexpectedly")])(
    "of the database's connection are 503: %o",
    async (error) => {
      const written = vi.spyOn(console, "error").mockReturnValue();
      const response = await callRoute(failWith(error), "/api/x");
      expect([response.status, response.headers.get("retry-after")]).toEqual([503, "5"]);
      expect(await response.json()).toMatchObject({ code: "database_unavailable" });
      written.mockRestore();
    },
  );
});
