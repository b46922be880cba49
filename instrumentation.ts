/**
 * Next's hook at server start: requests bear the address of their socket, and traces go to an OpenTelemetry collector where
 * the standard variable names one; nothing is even loaded where it does not.
 */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { prepareRequests } = await import("@/lib/http/prepare-requests");
  prepareRequests();
  if (!process.env.OTEL_EXPORTER_OTLP_ENDPOINT) return;
  const { registerOTel } = await import("@vercel/otel");
  registerOTel({ serviceName: "cardano-defi-assistant" });
}
