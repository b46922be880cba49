import "server-only";
import type { Queue } from "@/lib/queue/port";
import { qstashQueue } from "@/lib/queue/qstash";

/** The queue of this deployment. */
export function queue(): Queue {
  return qstashQueue;
}
