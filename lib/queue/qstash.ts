import "server-only";
import { Client } from "@upstash/qstash";
import { z } from "zod";
import { env } from "@/lib/env";
import { log } from "@/lib/log";
import type { DeadLetter, Queue, Refusal } from "@/lib/queue/port";
import { acceptDelivery, answerDelivery } from "@/lib/queue/qstash-deliveries";
import { jobsUrl, messageRequest, scheduleRequest, scheduleIdOf } from "@/lib/queue/qstash-requests";
import { queueUnavailable } from "@/lib/queue/queue-unavailable";
import { outboundFetch } from "@/lib/outbound";

let client: Client | undefined;

/** Made at first use. */
function qstash(): Client {
  const { QSTASH_URL, QSTASH_TOKEN } = env();
  client ??= new Client({
    baseUrl: QSTASH_URL,
    token: QSTASH_TOKEN,
    enableTelemetry: false,
    devMode: false,
    retry: { retries: 1, backoff: () => 50 },
  });
  return client;
}

/** Upstash's QStash. This file and its two neighbours are the only ones that know its words. */
export const qstashQueue: Queue = {
  get dailyMessages() {
    return env().QSTASH_DAILY_MESSAGES;
  },
  publish: async (messages) => refusalsIn(await ask(() => qstash().batchJSON(messages.map(messageRequest)))),
  schedule: async (schedule) => {
    await ask(() => qstash().schedules.create(scheduleRequest(schedule)));
  },
  unschedule: async (id) => {
    const scheduleId = scheduleIdOf(id);
    const schedules = await ask(() => qstash().schedules.list());
    if (schedules.some((schedule) => schedule.scheduleId === scheduleId))
      await ask(() => qstash().schedules.delete(scheduleId));
  },
  listDeadLetters,
  retryDeadLetter: async (id) => {
    await ask(() => qstash().dlq.retry(id));
  },
  dropDeadLetter: async (id) => {
    await ask(() => qstash().dlq.delete(id));
  },
  accept: acceptDelivery,
  answer: answerDelivery,
  check: async (signal) => {
    const { QSTASH_URL, QSTASH_TOKEN } = env();
    const headers = { authorization: `Bearer ${QSTASH_TOKEN}` };
    const response = await outboundFetch(`${QSTASH_URL}/v2/keys`, { headers, cache: "no-store", signal });
    await response.body?.cancel();
    if (!response.ok) throw new Error(`Status ${response.status}`);
  },
};

/** A batch is taken in part: a refused message has an entry with an error in its place, and the client does not throw. */
const batchEntry = z.looseObject({ messageId: z.string().optional(), error: z.string().optional() });

function refusalsIn(entries: readonly unknown[]): Refusal[] {
  return entries.map((entry) => {
    const { data } = batchEntry.safeParse(entry);
    if (data?.error === undefined && data?.messageId !== undefined) return null;
    return data?.error ?? "an answer of unknown form";
  });
}

/** A page holds a hundred letters at most and promises no order; the account may serve other deployments too. */
const pagesRead = 10;

async function listDeadLetters(): Promise<DeadLetter[]> {
  const letters: DeadLetter[] = [];
  let cursor: string | undefined;
  for (let page = 1; page <= pagesRead; page += 1) {
    const place = cursor === undefined ? {} : { cursor };
    const answer = await ask(() => qstash().dlq.listMessages({ count: 100, ...place }));
    for (const { dlqId, url, createdAt, responseStatus, responseBody } of answer.messages) {
      if (!url.startsWith(jobsUrl())) continue;
      const [status, reason] = [responseStatus ?? null, responseBody?.slice(0, 300) ?? ""];
      letters.push({ id: dlqId, name: url.slice(jobsUrl().length), at: new Date(createdAt), status, reason });
    }
    cursor = answer.cursor;
    if (cursor === undefined || cursor === "") break;
    if (page === pagesRead) log.warn("queue.dead_letters_cut", { pagesRead });
  }
  return letters.sort((a, b) => b.at.getTime() - a.at.getTime());
}

async function ask<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    throw queueUnavailable(cause);
  }
}
