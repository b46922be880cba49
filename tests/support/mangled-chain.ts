import { listen, sendJson } from "@/dev/chain/gate/http-server";
import type { LocalChain } from "@/dev/chain/server";

/** What becomes of an answer's body; `path` is what stands behind the API's base. */
export type Mangle = (path: string, body: unknown) => unknown;

/** A chain before whose answers stands somebody who changes them. */
export async function startMangledChain(chain: LocalChain, mangle: Mangle) {
  const base = new URL(chain.url);
  const server = await listen(0, async (request, response) => {
    const asked = new URL(request.url ?? "/", base.origin);
    const answer = await fetch(asked, { headers: { project_id: chain.projectId } });
    const body: unknown = await answer.json();
    const path = asked.pathname.slice(base.pathname.length);
    sendJson(response, answer.status, answer.ok ? mangle(path, body) : body);
  });
  const close = async () => {
    await server.close();
    await chain.close();
  };
  return { url: server.origin + base.pathname, network: "mainnet", projectId: chain.projectId, close } as const;
}
