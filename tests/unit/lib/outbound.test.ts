import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { outboundFetch } from "@/lib/outbound";
import { setEnvironment } from "@/tests/support/environment";

const server = createServer((request, response) => {
  if (request.url === "/away") response.writeHead(302, { location: "http://169.254.169.254/latest" });
  response.end("ok");
});
let url = "";

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  setEnvironment({ QSTASH_URL: url });
});
afterAll(() => {
  server.close();
});

test("a configured host is called", async () => {
  expect(await (await outboundFetch(`${url}/x`, {})).text()).toBe("ok");
});

test.each([
  "http://169.254.169.254/latest/meta-data",
  "http://localhost:3000/api/health",
  "https://evil.example/127.0.0.1",
  "http://127.0.0.1@evil.example/",
])("%s is not", async (other) => {
  await expect(outboundFetch(other, {})).rejects.toThrow("is not a host that this server may call");
});

test("nor is where a configured host points", async () => {
  await expect(outboundFetch(`${url}/away`, {})).rejects.toThrow("fetch failed");
});
