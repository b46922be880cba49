import { afterEach, expect, it, vi } from "vitest";
import { register } from "@/instrumentation";

const registerOTel = vi.hoisted(() => vi.fn());
const prepareRequests = vi.hoisted(() => vi.fn());
vi.mock("@/lib/http/prepare-requests", () => ({ prepareRequests }));
vi.mock("@vercel/otel", () => ({ registerOTel }));
afterEach(() => {
  vi.unstubAllEnvs();
  registerOTel.mockClear();
  prepareRequests.mockClear();
});

it.each([
  { runtime: "nodejs", endpoint: "http://collector.test:4318", calls: 1 },
  { runtime: "nodejs", endpoint: "", calls: 0 },
  { runtime: "edge", endpoint: "http://collector.test:4318", calls: 0 },
])("traces in $runtime with the endpoint '$endpoint': $calls", async ({ runtime, endpoint, calls }) => {
  vi.stubEnv("NEXT_RUNTIME", runtime);
  vi.stubEnv("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint);
  await register();
  expect(registerOTel).toHaveBeenCalledTimes(calls);
  expect(prepareRequests).toHaveBeenCalledTimes(runtime === "nodejs" ? 1 : 0);
});
