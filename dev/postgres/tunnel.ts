import net from "node:net";
import type { Backend } from "@/dev/postgres/backend";

const defaultPort = 5432;

/** Passes bytes on to the one server that `databaseUrl` names, whatever the client asks for. */
export function createTunnelBackend(databaseUrl: string): Backend {
  const { hostname, port } = new URL(databaseUrl);
  const target = { host: hostname.replace(/^\[(.*)\]$/, "$1"), port: Number(port || defaultPort) };
  return (client) => {
    const socket = net.connect(target).setNoDelay(true);
    socket.on("data", (chunk) => client.send(chunk));
    socket.on("error", () => socket.destroy());
    socket.on("close", () => client.end());
    return {
      data: (chunk) => socket.write(chunk),
      close: () => socket.destroySoon(),
    };
  };
}
