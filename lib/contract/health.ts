import { z } from "zod";

const up = z.enum(["up", "down"]);
export const healthAnswer = z.object({
  status: z.enum(["ok", "degraded"]),
  checks: z.object({ database: up, redis: up, queue: up, blockfrost: up }),
  version: z.string(),
  network: z.string(),
  flags: z.record(z.string(), z.string()),
  /** How far things may grow; those in capitals are this server's own. */
  limits: z.record(z.string(), z.int()),
});
