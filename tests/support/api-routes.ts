import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Handler } from "@/lib/http/route";

const apiDir = fileURLToPath(new URL("../../app/api/", import.meta.url));
const methods = ["GET", "POST", "PATCH", "PUT", "DELETE"] as const;

export interface ApiRoute {
  readonly method: (typeof methods)[number];
  /** As in OpenAPI: `/api/wallets/{id}`. */
  readonly path: string;
  readonly handler: Handler<Record<string, string>>;
}

/** Every handler under app/api as it stands on disk; the catch-all, which answers nothing, is left out. */
export async function apiRoutes(): Promise<ApiRoute[]> {
  const files = readdirSync(apiDir, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith("route.ts") && !file.includes("[..."))
    .sort();
  const routes = await Promise.all(
    files.map(async (file) => {
      const path = `/api/${file.replace(/\/route\.ts$/, "").replace(/\[(\w+)\]/g, "{$1}")}`;
      const exported = (await import(/* @vite-ignore */ apiDir + file)) as Partial<Record<string, ApiRoute["handler"]>>;
      return methods.flatMap((method) => {
        const handler = exported[method];
        return handler === undefined ? [] : [{ method, path, handler }];
      });
    }),
  );
  return routes.flat();
}
