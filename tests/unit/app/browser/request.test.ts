import { afterEach, describe, expect, it, vi } from "vitest";
import { failureText, request, RequestError } from "@/app/browser/request";

const answer = (status: number, body: string | null) => {
  const fetched = vi.fn(() => Promise.resolve(new Response(body, { status })));
  vi.stubGlobal("fetch", fetched);
  return fetched;
};
const failureOf = (call: Promise<unknown>) =>
  call.then(
    () => "no failure",
    (error: unknown) => error,
  );

afterEach(() => {
  vi.unstubAllGlobals();
});

describe("request", () => {
  it("sends JSON and reads JSON", async () => {
    const fetched = answer(201, '{"wallet":{"id":"1"}}');
    expect(await request("POST", "/api/wallets", { address: "$me" })).toEqual({ wallet: { id: "1" } });
    expect(fetched.mock.calls).toEqual([
      ["/api/wallets", { method: "POST", headers: { "content-type": "application/json" }, body: '{"address":"$me"}' }],
    ]);
  });

  it("reads nothing from 204", async () => {
    answer(204, null);
    expect(await request("DELETE", "/api/session")).toBeUndefined();
  });

  it("makes the problem a failure with its detail, issues and next step", async () => {
    answer(
      400,
      '{"code":"invalid_address","detail":"The checksum is wrong.","issues":[{"field":"address","reason":"checksum"}]}',
    );
    const failure = await failureOf(request("POST", "/api/wallets", {}));
    expect(failure).toEqual(
      new RequestError("The checksum is wrong.", "invalid_address", [{ field: "address", reason: "checksum" }]),
    );
    expect(failureText(failure)).toBe(
      "The checksum is wrong. Copy the whole address from your wallet and paste it again.",
    );
  });

  it("names the request where something broke on our side, so that it can be reported", async () => {
    answer(500, '{"code":"internal_error","detail":"Something went wrong on our side.","requestId":"r-1"}');
    expect(failureText(await failureOf(request("GET", "/api/wallets")))).toBe(
      "Something went wrong on our side. Request id: r-1. Try again; if it stays, report it with the request id.",
    );
  });

  it("does not trust an answer that is no problem document", async () => {
    answer(502, "<html>");
    expect(await failureOf(request("GET", "/api/wallets"))).toEqual(
      new RequestError("The server answered 502.", "internal_error"),
    );
  });

  it("says when the server cannot be reached", async () => {
    vi.stubGlobal("fetch", () => Promise.reject(new TypeError("fetch failed")));
    const failure = await failureOf(request("GET", "/api/wallets"));
    expect(failureText(failure)).toBe("The server cannot be reached. Check your connection and try again.");
  });
});
