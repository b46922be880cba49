import "server-only";
import { z } from "zod";
import { defineJob, type JobDefinition } from "@/lib/queue/define-job";
import { sweepRows, sweepRowsJobName, sweepRowsPayload } from "@/lib/operator/sweep-rows";
import { refreshJobName, refreshPayload } from "@/lib/refresh/messages";
import { refreshWallets } from "@/lib/refresh/refresh-wallets";
import { relabelJobName, relabelPayload } from "@/lib/relabel/messages";
import { failRelabel } from "@/lib/relabel/relabel-store";
import { runRelabel } from "@/lib/relabel/run-relabel";
import { failSync } from "@/lib/sync/fail-sync";
import { anyJobPayload, stepJobName, stepPayload, watchdogJobName, watchdogPayload } from "@/lib/sync/messages";
import { runStep } from "@/lib/sync/run-step";
import { lookAfterLoss, watch } from "@/lib/sync/watchdog";
import { goOnRemoving, removeRowsJobName, removeRowsPayload } from "@/lib/wallets/remove-rows";
import { fetchTokensJobName, fetchTokensPayload } from "@/lib/tokens/messages";
import { fetchTokens } from "@/lib/tokens/fetch-tokens";

/** What QStash tells when it gives up on a message; the message itself is base64. */
const givenUp = z.looseObject({
  sourceBody: z.string().transform((body) => JSON.parse(Buffer.from(body, "base64").toString("utf8")) as unknown),
  status: z.number().optional(),
  body: z.string().optional(),
});

const definitions = [
  defineJob({ name: stepJobName, schema: stepPayload, handle: runStep }),
  defineJob({ name: watchdogJobName, schema: watchdogPayload, handle: watch }),
  defineJob({ name: fetchTokensJobName, schema: fetchTokensPayload, handle: fetchTokens }),
  defineJob({ name: refreshJobName, schema: refreshPayload, handle: refreshWallets }),
  defineJob({ name: removeRowsJobName, schema: removeRowsPayload, handle: goOnRemoving }),
  defineJob({ name: sweepRowsJobName, schema: sweepRowsPayload, handle: (payload) => sweepRows(payload) }),
  defineJob({ name: relabelJobName, schema: relabelPayload, handle: runRelabel }),
  defineJob({
    name: "message-failed",
    schema: givenUp,
    handle: async ({ sourceBody, status, body }) => {
      const step = stepPayload.safeParse(sourceBody);
      const text = Buffer.from(body ?? "", "base64").toString("utf8");
      if (step.success) {
        await failSync(step.data, `status ${String(status)}: ${text.slice(0, 200)}`);
        return "done";
      }
      const relabel = relabelPayload.safeParse(sourceBody);
      if (relabel.success) {
        await failRelabel(relabel.data.relabelId, relabel.data.seq);
        return "done";
      }
      // A watchdog's message, or one of another version: its job may be alive and must not be left alone.
      const other = anyJobPayload.safeParse(sourceBody);
      if (!other.success) return "stale";
      await lookAfterLoss(other.data.jobId);
      return "done";
    },
  }),
];

/** Every kind of message that this app handles, by the last part of its URL. */
export const jobs: ReadonlyMap<string, JobDefinition> = new Map(
  definitions.map((definition) => [definition.name, definition]),
);
