import { afterEach, beforeAll, expect, test, vi } from "vitest";
import { SourceRefused } from "@/lib/budget/refused";
import { bulkCbor } from "@/lib/koios/tx-cbor";
import { setEnvironment } from "@/tests/support/environment";
import { txHashOf } from "@/tests/support/raw-tx-fixture";

const [one, two, three] = [txHashOf(1), txHashOf(2), txHashOf(3)];

beforeAll(() => setEnvironment({ KOIOS_BASE_URL: "http://koios.test/api/v1/", KOIOS_TOKEN: "token" }));
afterEach(() => vi.unstubAllGlobals());

function answering(answer: () => Response | Promise<Response>) {
  const fetch = vi.fn<typeof globalThis.fetch>(() => Promise.resolve(answer()));
  vi.stubGlobal("fetch", fetch);
  return fetch;
}

const refusalOf = async (): Promise<unknown> =>
  bulkCbor([one]).then(
    () => "taken",
    (error: unknown) => (error instanceof SourceRefused ? error.refusal : error),
  );

test("many are asked for in one call, with the token", async () => {
  const fetch = answering(() =>
    Response.json([
      { tx_hash: two, cbor: "b2" },
      { tx_hash: one, cbor: "a1", more: 7 },
    ]),
  );
  expect(await bulkCbor([one, two])).toEqual(
    new Map([
      [two, "b2"],
      [one, "a1"],
    ]),
  );
  const [url, init] = fetch.mock.calls[0] ?? [];
  expect([url, init?.method, init?.body, init?.redirect]).toEqual([
    "http://koios.test/api/v1/tx_cbor",
    "POST",
    JSON.stringify({ _tx_hashes: [one, two] }),
    "error",
  ]);
  expect(new Headers(init?.headers).get("authorization")).toBe("Bearer token");
});

test("rows that are missing, without bytes, or of nobody's asking are not there", async () => {
  answering(() =>
    Response.json([
      { tx_hash: two, cbor: null },
      { tx_hash: three, cbor: "c3" },
    ]),
  );
  expect(await bulkCbor([one, two])).toEqual(new Map());
});

const away = { status: 503, retryAfterSeconds: undefined };
const tooMany = (headers: Record<string, string> = {}) => new Response("Too Many Requests", { status: 429, headers });

test.each<[string, () => Response | Promise<Response>, unknown]>([
  ["429", () => tooMany(), { status: 429, retryAfterSeconds: undefined }],
  ["429 with Retry-After", () => tooMany({ "retry-after": "20" }), { status: 429, retryAfterSeconds: 20 }],
  ["429 for a year", () => tooMany({ "retry-after": "31536000" }), { status: 429, retryAfterSeconds: 86_400 }],
  ["429 until a date", () => tooMany({ "retry-after": "Fri, 31 Dec 2027 23:59:59 GMT" }), { status: 429 }],
  ["401", () => new Response("{}", { status: 401 }), { status: 429, retryAfterSeconds: 3_600 }],
  ["403", () => new Response("no", { status: 403 }), { status: 429, retryAfterSeconds: 3_600 }],
  ["500", () => new Response("{}", { status: 500 }), away],
  ["a web page", () => new Response("<!doctype html>", { headers: { "content-type": "text/html" } }), away],
  ["half of an answer", () => new Response('[{"tx_hash":"'), away],
  ["an answer of more than 5 MB", () => Response.json([{ tx_hash: one, cbor: "a1", padding: "0".repeat(5e6) }]), away],
  ["bytes longer than any transaction", () => Response.json([{ tx_hash: one, cbor: "0".repeat(600_002) }]), away],
  ["something else than rows", () => Response.json({ tx_hash: one, cbor: "a1" }), away],
  ["a broken connection", () => Promise.reject(new TypeError("fetch failed")), away],
])("%s is a refusal that everybody hears of", async (_name, answer, refusal) => {
  answering(answer);
  expect(await refusalOf()).toEqual(refusal);
});
