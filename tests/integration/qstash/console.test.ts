import http from "node:http";
import { describe, expect, it } from "vitest";
import { until } from "@/tests/integration/qstash/destination";
import { setUp } from "@/tests/integration/qstash/setup";

async function press(url: string, action: string, form: Record<string, string>): Promise<number> {
  const body = new URLSearchParams(form);
  return (await fetch(`${url}/console/${action}`, { method: "POST", body, redirect: "manual" })).status;
}

function statusForHost(url: string, host: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    http.get(url, { headers: { host } }, (response) => resolve(response.resume().statusCode)).on("error", reject);
  });
}

describe("console", () => {
  it("shows waiting and dead messages, and retries, deletes and cancels them", async () => {
    const { client, destination, qstash } = await setUp();
    destination.on("/bad", (count) => ({ status: count === 3 ? 200 : 500, body: "<b>boom</b>" }));
    const page = async (): Promise<string> => (await fetch(qstash.url)).text();
    const fail = async (): Promise<string> => {
      await client.publishJSON({
        url: `${destination.url}/bad`,
        body: { secret: "<i>" },
        retries: 0,
        label: "sync-step",
      });
      await until("end", () => qstash.idle());
      return (await client.dlq.listMessages()).messages[0]?.dlqId ?? "";
    };
    const [first, second] = [await fail(), await fail()];
    const { messageId } = await client.publishJSON({ url: `${destination.url}/later`, body: 1, delay: "5m" });
    const html = await page();
    for (const shown of [
      "sync-step",
      "status 500: &lt;b&gt;boom&lt;/b&gt;",
      "&lt;i&gt;",
      `${destination.url}/later`,
      "in 5 min",
    ]) {
      expect(html).toContain(shown);
    }
    const token = /name="token" value="([^"]+)"/.exec(html)?.[1] ?? "";
    expect(await press(qstash.url, "retry", { token, id: first })).toBe(303);
    expect(await press(qstash.url, "delete", { token, id: second })).toBe(303);
    expect(await press(qstash.url, "cancel", { token, id: messageId })).toBe(303);
    await until("end", () => qstash.idle());
    expect(destination.deliveries("/bad").length).toBe(3);
    expect((await client.dlq.listMessages()).messages).toEqual([]);
    expect(await page()).toContain("Nothing has failed.");
  });

  it("is closed to other pages: by form token, host name and content policy", async () => {
    const { client, qstash } = await setUp();
    const { messageId } = await client.publishJSON({ url: "http://127.0.0.1:1/x", body: 1, delay: "5m" });
    expect(await press(qstash.url, "cancel", { token: "guessed", id: messageId })).toBe(403);
    expect(await client.messages.get(messageId)).toMatchObject({ messageId });
    expect(await statusForHost(qstash.url, "evil.example")).toBe(403);
    expect(await statusForHost(qstash.url, "localhost:1234")).toBe(200);
    const policy = (await fetch(qstash.url)).headers.get("content-security-policy");
    expect(policy).toMatch(/^default-src 'none'; .*script-src 'nonce-[^']+'/);
  });
});
