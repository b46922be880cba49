import http from "node:http";
import type { AddressInfo } from "node:net";
import { Receiver } from "@upstash/qstash";

export const KEYS = { currentSigningKey: "sig_test_current", nextSigningKey: "sig_test_next" };
export const TOKEN = "test-token";

interface Delivery {
  path: string;
  method: string;
  headers: http.IncomingHttpHeaders;
  body: string;
  at: number;
  /** True when the real Receiver accepts signature, body and url; else its complaint. */
  verified: true | string;
}

interface Answer {
  status: number;
  headers?: Record<string, string>;
  body?: string;
}

/** An app that takes deliveries: it records each, checks it with the real Receiver, and answers as told (200 else). */
export interface Destination {
  url: string;
  deliveries: (path: string) => Delivery[];
  /** `answer` gets the number of the delivery to this path, from 1. */
  on: (path: string, answer: (count: number) => Answer | Promise<Answer>) => void;
  close: () => Promise<void>;
}

export async function startDestination(port = 0): Promise<Destination> {
  const receiver = new Receiver({ ...KEYS, devMode: false });
  const answers = new Map<string, (count: number) => Answer | Promise<Answer>>();
  const all: Delivery[] = [];
  const deliveries = (path: string): Delivery[] => all.filter((delivery) => delivery.path === path);
  let base = "";

  async function take(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    const at = Date.now();
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) {
      chunks.push(chunk);
    }
    const body = Buffer.concat(chunks).toString("utf8");
    const path = request.url ?? "";
    const signature = String(request.headers["upstash-signature"]);
    const verified = await receiver
      .verify({ signature, body, url: base + path })
      .then(() => true as const)
      .catch((error: unknown) => String(error));
    all.push({ path, method: request.method ?? "", headers: request.headers, body, at, verified });
    const answer = await (answers.get(path)?.(deliveries(path).length) ?? { status: 200, body: "fine" });
    response.writeHead(answer.status, answer.headers).end(answer.body);
  }

  const server = http.createServer((request, response) => void take(request, response));
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: base,
    deliveries,
    on: (path, answer) => answers.set(path, answer),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Waits until the condition holds; throws with the description after 5 s. */
export async function until(description: string, condition: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 5_000;
  while (!(await condition())) {
    if (Date.now() > deadline) {
      throw new Error(`waited in vain: ${description}`);
    }
    await pause(5);
  }
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
