import { createServer, get } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { setEnvironment } from "@/tests/support/environment";

beforeEach(() => vi.resetModules());
afterEach(() => vi.unstubAllEnvs());

async function addressOf(headers: Record<string, string>, environment: Record<string, string>): Promise<string> {
  setEnvironment();
  for (const [name, value] of Object.entries({ TRUSTED_PROXY: "", ...environment })) vi.stubEnv(name, value);
  const { clientAddress } = await import("@/lib/http/client-address");
  return clientAddress(new Headers(headers));
}

const sent = { "x-real-ip": "192.0.2.1", "x-forwarded-for": "192.0.2.2, 192.0.2.3", "x-peer-address": "192.0.2.4" };

it.each([
  ["alone, the socket's own", {}, "192.0.2.4"],
  ["behind the operator's proxy, the last that was forwarded", { TRUSTED_PROXY: "on" }, "192.0.2.3"],
  ["on Vercel, the platform's", { VERCEL: "1" }, "192.0.2.1"],
])("%s", async (_, environment, address) => {
  expect(await addressOf(sent, environment)).toBe(address);
});

it("headers that nobody trusted wrote give nobody another name", async () => {
  expect(await addressOf({ "x-real-ip": "192.0.2.1", "x-forwarded-for": "192.0.2.2" }, {})).toBe("unknown");
});

it.each([
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
  ["2001:DB8:1:2::", "2001:db8:1:2::/64"],
  ["2001:db8:1:2:ffff::1%eth0", "2001:db8:1:2::/64"],
  ["[2001:db8::7]", "2001:db8:0:0::/64"],
  ["[2001:db8::7]:51000", "2001:db8:0:0::/64"],
  ["192.0.2.9:51000", "192.0.2.9"],
  ["[::ffff:192.0.2.9]:51000", "192.0.2.9"],
  ["::1", "0:0:0:0::/64"],
  ["::ffff:192.0.2.9", "192.0.2.9"],
  ["::ffff:c000:209", "192.0.2.9"],
  ["192.0.2.9", "192.0.2.9"],
  ["x".repeat(5_000), "unknown"],
])("%s counts as %s", async (address, counted) => {
  expect(await addressOf({ "x-peer-address": address }, {})).toBe(counted);
});

it("a request bears the address of its socket, whatever it says of itself", async () => {
  const { prepareRequests } = await import("@/lib/http/prepare-requests");
  prepareRequests();
  const server = createServer((request, response) => response.end(String(request.headers["x-peer-address"])));
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  const text = await new Promise<string>((resolve) =>
    get({ host: "127.0.0.1", port, headers: { "x-peer-address": "192.0.2.1" } }, (answer) => {
      let whole = "";
      answer.on("data", (chunk) => (whole += String(chunk)));
      answer.on("end", () => resolve(whole));
    }),
  );
  server.close();
  expect(text).toBe("127.0.0.1");
});
