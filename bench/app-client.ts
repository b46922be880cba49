import { setTimeout as sleep } from "node:timers/promises";
import type { z } from "zod";
import { addWalletAnswer } from "@/lib/contract/wallet";
import { job as jobView, type Job } from "@/lib/contract/job";
import { proof } from "@/lib/contract/proof";

/** A guest of the app, over HTTP as a browser would. */
export class AppClient {
  private constructor(
    private readonly url: string,
    readonly cookie: string,
    private readonly address: string,
  ) {}

  /** The guest of an earlier app on the same database. */
  static again(url: string, cookie: string): AppClient {
    return new AppClient(url, cookie, "127.0.0.1");
  }

  /** `address` is where the guest comes from, as the platform would tell: calls are limited by it. */
  static async asGuest(url: string, address = "127.0.0.1"): Promise<AppClient> {
    const headers = { "x-real-ip": address };
    const response = await fetch(`${url}/api/session/guest`, { method: "POST", headers });
    const cookie = response.headers.getSetCookie().map((each) => each.split(";")[0]);
    return new AppClient(url, cookie.join("; "), address);
  }

  /** All that comes of it is logged with `requestId`. */
  async addWallet(address: string, requestId = "bench"): Promise<{ walletId: string; jobId: string }> {
    const { wallet, job } = addWalletAnswer.parse(await this.ask("POST", "/api/wallets", { address }, requestId));
    if (job === null) throw new Error(`no sync was started for ${address}`);
    return { walletId: wallet.id, jobId: job.id };
  }

  /** Waits for the job's end. Throws when it does not complete. */
  async completed(jobId: string): Promise<Job> {
    for (;;) {
      const now = await this.job(jobId);
      if (now.status === "completed") return now;
      if (now.status === "failed" || now.status === "cancelled")
        throw new Error(`the sync ended ${JSON.stringify(now)}`);
      await sleep(200);
    }
  }

  async job(jobId: string): Promise<Job> {
    return jobView.parse(await this.ask("GET", `/api/sync/${jobId}`));
  }

  async proof(walletId: string): Promise<z.infer<typeof proof>> {
    return proof.parse(await this.ask("GET", `/api/wallets/${walletId}/proof`));
  }

  /** The milliseconds until the whole answer is there, and its status. */
  async timed(path: string, method = "GET"): Promise<{ ms: number; status: number }> {
    const startedAt = performance.now();
    const response = await fetch(this.url + path, { method, headers: { cookie: this.cookie } });
    await response.arrayBuffer();
    return { ms: performance.now() - startedAt, status: response.status };
  }

  /** Opens the stream of events; resolves with the milliseconds until it speaks. It stays open until `signal` aborts. */
  async openEvents(signal: AbortSignal): Promise<{ ms: number; status: number }> {
    const startedAt = performance.now();
    const response = await fetch(`${this.url}/api/events`, { headers: { cookie: this.cookie }, signal });
    const reader = response.body?.getReader();
    await reader?.read();
    const drain = async () => {
      while ((await reader?.read())?.done === false);
    };
    drain().catch(() => undefined);
    return { ms: performance.now() - startedAt, status: response.status };
  }

  async ask(method: string, path: string, body?: unknown, requestId = "bench"): Promise<unknown> {
    const send = () => this.send(method, path, body, requestId);
    const response = await send().catch((error: unknown) => {
      if (method === "GET" && isStaleConnection(error)) return send();
      throw error;
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${String(response.status)} ${await response.text()}`);
    return response.json();
  }

  private send(method: string, path: string, body: unknown, requestId: string): Promise<Response> {
    return fetch(this.url + path, {
      method,
      headers: {
        cookie: this.cookie,
        "content-type": "application/json",
        "x-real-ip": this.address,
        "x-request-id": requestId,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }
}

/** A server may close a kept-alive connection at the very moment that it is used again. */
function isStaleConnection(error: unknown): boolean {
  const cause: unknown = error instanceof TypeError ? error.cause : null;
  return cause instanceof Error && "code" in cause && ["ECONNRESET", "UND_ERR_SOCKET"].includes(String(cause.code));
}
