import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { executeJob } from "@/lib/queue/execute";
import { jobs } from "@/app/api/jobs/registry";

export interface JobServer {
  /** Signed messages go to `/api/jobs/{name}` below it. */
  readonly url: string;
  close(): Promise<void>;
}

/** The app's executor of signed messages behind a plain server. The environment is read at the first message. */
export const startJobServer = (): Promise<JobServer> =>
  serveMessages((name, request) => executeJob(name, request, jobs));

/** Serves the queue's deliveries; `name` is the job's. */
export async function serveMessages(answer: (name: string, request: Request) => Promise<Response>): Promise<JobServer> {
  const server = createServer((incoming, response) => {
    void toRequest(incoming)
      .then((request) => answer(new URL(request.url).pathname.split("/").at(-1) ?? "", request))
      .then((given) => send(response, given));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${String(port)}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function toRequest(incoming: IncomingMessage): Promise<Request> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const headers = Object.fromEntries(Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]));
  const url = new URL(incoming.url ?? "/", "http://127.0.0.1");
  return new Request(url, { method: "POST", headers, body: Buffer.concat(chunks) });
}

async function send(response: ServerResponse, given: Response): Promise<void> {
  response.writeHead(given.status, Object.fromEntries(given.headers));
  response.end(await given.text());
}
