import { createEmbeddedBackend } from "@/dev/redis/embedded-backend";
import type { Backend } from "@/dev/redis/backend";
import { resultJson } from "@/dev/redis/reply-json";
import { acceptUpstashScriptFlags } from "@/dev/redis/script-flags";

/** Upstash's REST API over the embedded Redis, without a socket. */
export class SimulatedRedis {
  private constructor(private readonly backend: Backend) {}

  static async create(now: () => number): Promise<SimulatedRedis> {
    return new SimulatedRedis(acceptUpstashScriptFlags(await createEmbeddedBackend(now)));
  }

  async answer(path: string, body: string): Promise<Response> {
    const isPipeline = path.startsWith("/pipeline") || path.startsWith("/multi-exec");
    const commands = (isPipeline ? JSON.parse(body) : [JSON.parse(body)]) as (string | number)[][];
    const answers: string[] = [];
    for (const words of commands) answers.push(resultJson(await this.backend.execute(words.map(String)), "base64"));
    return jsonResponse(200, isPipeline ? `[${answers.join(",")}]` : (answers[0] ?? ""));
  }

  async flush(): Promise<void> {
    const keys = await this.backend.execute(["KEYS", "*"]);
    for (const key of Array.isArray(keys) ? keys : []) await this.backend.execute(["DEL", String(key)]);
  }
}

export function jsonResponse(status: number, body: string): Response {
  return new Response(body, { status, headers: { "content-type": "application/json" } });
}
