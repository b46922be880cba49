import { Receiver } from "@upstash/qstash";
import { describe, expect, it } from "vitest";
import { signDelivery } from "@/dev/qstash/signature";

const receiver = new Receiver({ currentSigningKey: "sig_current", nextSigningKey: "sig_next", devMode: false });
const url = "http://127.0.0.1:3000/api/jobs/x?y=1";
const body = '{"ü":1}';

function sign(changes: Partial<Parameters<typeof signDelivery>[0]> = {}): string {
  return signDelivery({ key: "sig_current", url, body: Buffer.from(body), signedAt: Date.now(), ...changes });
}

describe("signDelivery", () => {
  it.each(["sig_current", "sig_next"])("satisfies the real Receiver with %s", async (key) => {
    expect(await receiver.verify({ signature: sign({ key }), body, url })).toBe(true);
  });

  it("has the claims of QStash and a jti of its own each time", () => {
    const claims = [sign({ signedAt: 1_700_000_000_999 }), sign()].map(
      (token) => JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString()) as Record<string, unknown>,
    );
    expect(claims[0]).toEqual({
      iss: "Upstash",
      sub: url,
      exp: 1_700_000_300,
      nbf: 1_700_000_000,
      iat: 1_700_000_000,
      jti: expect.stringMatching(/^jwt_[0-9a-f]{32}$/) as string,
      body: "ljsaBN-jDvtwsbUKS3pMs9eQhWQQZ2DyjuPwWnwIKog",
    });
    expect(claims[0]?.["jti"]).not.toBe(claims[1]?.["jti"]);
  });

  it.each([
    ["another body", {}, { body: "{}" }],
    ["another url", {}, { url: "http://127.0.0.1:3000/api/jobs/z" }],
    ["an unknown key", { key: "sig_other" }, {}],
    ["a time long past", { signedAt: Date.now() - 400_000 }, {}],
    ["a time to come", { signedAt: Date.now() + 60_000 }, {}],
  ])("is refused for %s", async (_, signed, seen) => {
    await expect(receiver.verify({ signature: sign(signed), body, url, ...seen })).rejects.toThrow();
  });
});
