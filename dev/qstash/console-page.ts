import { bodyView } from "@/dev/qstash/message-view";
import type { QstashEvent } from "@/dev/qstash/event-log";
import type { DeadMessage, Message } from "@/dev/qstash/message";
import { CONSOLE_SCRIPT, CONSOLE_STYLE } from "@/dev/qstash/console-assets";

export interface ConsoleState {
  now: number;
  messages: readonly Message[];
  isActive: (messageId: string) => boolean;
  schedules: readonly {
    scheduleId: string;
    cron: string;
    destination: string;
    isPaused: boolean;
    nextScheduleTime: number;
  }[];
  dlq: readonly DeadMessage[];
  events: readonly QstashEvent[];
  /** Sent back by each button; a page of another origin does not know it. */
  formToken: string;
  scriptNonce: string;
}

const SHOWN_BODY_CHARACTERS = 4_000;
const SHOWN_EVENTS = 60;

/** The console as one HTML document. Everything that comes from a message is escaped. */
export function consolePage(state: ConsoleState): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Local QStash</title><style>${CONSOLE_STYLE}</style>
<noscript><meta http-equiv="refresh" content="5"></noscript></head>
<body><header><h1>Local QStash</h1></header>
<main>
${section("Messages", state.messages.length, messageTable(state))}
${section("Dead letter queue", state.dlq.length, dlqList(state))}
${section("Schedules", state.schedules.length, scheduleTable(state))}
${section("Recent events", undefined, eventTable(state))}
</main>
<script nonce="${escapeHtml(state.scriptNonce)}">${CONSOLE_SCRIPT}</script></body></html>`;
}

export function escapeHtml(text: string): string {
  const entities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}

/** `in 12 s`, `3 min ago`; a moment within half a second is `now`. */
export function relativeTime(time: number, now: number): string {
  const distance = Math.abs(time - now);
  if (distance < 500) {
    return "now";
  }
  const units = [
    [86_400_000, "d"],
    [3_600_000, "h"],
    [60_000, "min"],
    [1_000, "s"],
  ] as const;
  const [unitMs, name] = units.find(([ms]) => distance >= ms) ?? [1_000, "s"];
  const amount = `${Math.round(distance / unitMs)} ${name}`;
  return time > now ? `in ${amount}` : `${amount} ago`;
}

function section(title: string, count: number | undefined, content: string): string {
  const badge = count === undefined ? "" : ` <span class="count">${count}</span>`;
  return `<section><h2>${title}${badge}</h2>${content}</section>`;
}

function table(columns: readonly string[], rows: readonly (readonly string[])[], whenEmpty: string): string {
  if (rows.length === 0) {
    return `<p class="empty">${whenEmpty}</p>`;
  }
  const head = columns.map((column) => `<th scope="col">${column}</th>`).join("");
  const cells = (row: readonly string[]): string =>
    row.map((cell, index) => `<td data-label="${columns[index] ?? ""}">${cell}</td>`).join("");
  const body = rows.map((row) => `<tr>${cells(row)}</tr>`).join("");
  return `<table><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table>`;
}

function messageTable(state: ConsoleState): string {
  const rows = state.messages.map((message) => {
    const isActive = state.isActive(message.messageId);
    const stateName = isActive ? "ACTIVE" : message.retried > 0 ? "RETRY" : "WAITING";
    const due = Math.max(message.nextDeliveryAt, state.now);
    return [
      badge(stateName),
      labels(message),
      destination(message),
      `${message.retried} of ${message.maxRetries}`,
      isActive ? "being delivered" : when(due, state.now),
      button(state, "cancel", message.messageId, "Cancel"),
    ];
  });
  return table(["State", "Label", "Destination", "Retried", "Next delivery", "Action"], rows, "No message waits.");
}

function dlqList(state: ConsoleState): string {
  if (state.dlq.length === 0) {
    return `<p class="empty">Nothing has failed.</p>`;
  }
  return state.dlq.map((dead) => deadMessage(state, dead)).join("");
}

function deadMessage(state: ConsoleState, dead: DeadMessage): string {
  const { message } = dead;
  return `<article>
<p>${badge("FAILED")} ${labels(message)} ${destination(message)} <span class="muted">${when(dead.failedAt, state.now)}</span></p>
<p class="reason">${escapeHtml(dead.reason)}</p>
<details id="${escapeHtml(dead.dlqId)}"><summary>Body, after ${message.retried} retries</summary>
<pre>${escapeHtml(shownBody(message.bodyBase64))}</pre>
<p class="muted">${escapeHtml(message.messageId)}</p></details>
<p class="actions">${button(state, "retry", dead.dlqId, "Retry")} ${button(state, "delete", dead.dlqId, "Delete")}</p>
</article>`;
}

function scheduleTable(state: ConsoleState): string {
  const rows = state.schedules.map((schedule) => [
    escapeHtml(schedule.scheduleId),
    `<code>${escapeHtml(schedule.cron)}</code>`,
    `<span class="url">${escapeHtml(schedule.destination)}</span>`,
    schedule.isPaused ? "paused" : when(schedule.nextScheduleTime, state.now),
  ]);
  return table(["Schedule", "Cron", "Destination", "Next run"], rows, "No schedule.");
}

function eventTable(state: ConsoleState): string {
  const rows = state.events
    .slice(0, SHOWN_EVENTS)
    .map((event) => [
      `<time>${new Date(event.time).toISOString().slice(11, 23)}</time>`,
      badge(event.state),
      labels(event.message),
      destination(event.message),
      escapeHtml(event.error ?? ""),
    ]);
  return table(["Time (UTC)", "State", "Label", "Destination", "Error"], rows, "Nothing has happened yet.");
}

function shownBody(base64: string): string {
  const view = bodyView(base64);
  const text = "body" in view ? view.body : `base64: ${view.bodyBase64}`;
  return text.length > SHOWN_BODY_CHARACTERS ? `${text.slice(0, SHOWN_BODY_CHARACTERS)}…` : text;
}

function badge(state: string): string {
  return `<span class="badge ${state.toLowerCase()}">${state}</span>`;
}

function labels(message: Message): string {
  return message.labels.map((label) => `<span class="label">${escapeHtml(label)}</span>`).join(" ");
}

function destination(message: Message): string {
  return `<span class="url">${escapeHtml(message.method)} ${escapeHtml(message.url)}</span>`;
}

function when(time: number, now: number): string {
  const exact = new Date(time).toISOString();
  return `<time datetime="${exact}" title="${exact}">${relativeTime(time, now)}</time>`;
}

function button(state: ConsoleState, action: string, id: string, text: string): string {
  return `<form method="post" action="/console/${action}"><input type="hidden" name="token" value="${escapeHtml(state.formToken)}"><input type="hidden" name="id" value="${escapeHtml(id)}"><button>${text}</button></form>`;
}
