import "server-only";
import { env } from "@/lib/env";

/** Hosts that this server may call, all of them from its configuration; the clients are made of the same variables. */
function allowedHosts(): ReadonlySet<string> {
  const { UPSTASH_REDIS_REST_URL, QSTASH_URL, BLOCKFROST_BASE_URL, CARDANO_NETWORK, IPFS_GATEWAY, koios, rates } =
    env();
  const blockfrost = BLOCKFROST_BASE_URL ?? `https://cardano-${CARDANO_NETWORK}.blockfrost.io`;
  const urls = [UPSTASH_REDIS_REST_URL, QSTASH_URL, blockfrost, koios?.url, IPFS_GATEWAY, ...Object.values(rates)];
  return new Set(urls.flatMap((url) => (url === undefined ? [] : [new URL(url).host])));
}

/** `fetch` that leaves for the configured hosts only and follows no redirect, so that no text can choose where we call. */
export async function outboundFetch(url: string, init: RequestInit): Promise<Response> {
  const { host } = new URL(url);
  if (!allowedHosts().has(host)) throw new Error(`${host} is not a host that this server may call`);
  return fetch(url, { ...init, redirect: "error" });
}
