/**
 * Next's hook at server start: traces go to an OpenTelemetry collector where the standard variable names one, and nothing is
 * even loaded where it does not.
 */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs" || !process.env.OTEL_EXPORTER_OTLP_ENDPOINT) return;
  const { registerOTel } = await import("@vercel/otel");
  registerOTel({ serviceName: "cardano-defi-assistant" });
}
