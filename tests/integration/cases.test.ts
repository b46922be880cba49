import { describe, expect, it } from "vitest";
import { createGuest } from "@/lib/auth/create-guest";
import { apiRoutes, type ApiRoute } from "@/tests/support/api-routes";
import { callRoute } from "@/tests/support/call-route";
import { judgeCase, type AskedApp } from "@/tests/support/judge-case";
import { withLocalApp } from "@/tests/support/local-app";
import { startRecordedServer } from "@/tests/support/recorded-blockfrost";
import { areCasesHere, reportedCases, unlessCases } from "@/tests/support/reported-cases";

const recordings = await startRecordedServer();

/** The routes as one new guest's browser asks them. */
async function askRoutes(): Promise<AskedApp> {
  const routes = await apiRoutes();
  const { token } = await createGuest(new Date());
  return {
    servesPages: false,
    ask: async (path, body) => {
      const method = body === undefined ? "GET" : "POST";
      const { handler, params } = routeOf(routes, method, new URL(path, "http://localhost").pathname);
      const headers = { origin: "http://localhost:3000", "sec-fetch-site": "same-origin" };
      const answer = await callRoute(handler, path, { method, params, body, session: token, headers });
      return { status: answer.status, body: (await answer.json()) as unknown };
    },
  };
}

function routeOf(routes: readonly ApiRoute[], method: string, path: string) {
  for (const route of routes) {
    const names = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name);
    const met = new RegExp(`^${route.path.replaceAll(/\{\w+\}/g, "([^/]+)")}$`).exec(path);
    if (route.method !== method || met === null) continue;
    return { handler: route.handler, params: Object.fromEntries(names.map((name, at) => [name, met[at + 1] ?? ""])) };
  }
  throw new Error(`No route ${method} ${path}`);
}

describe.skipIf(!areCasesHere)(`What people met elsewhere is told right${unlessCases}`, () => {
  withLocalApp({ url: recordings.url, network: "mainnet", close: () => recordings.close() });

  it.each(reportedCases())("$name", async (reported) => {
    recordings.serve(reported.folder);
    expect(await judgeCase(await askRoutes(), reported)).toEqual([]);
  });
});
