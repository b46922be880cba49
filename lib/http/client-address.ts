import "server-only";
import { isIPv6 } from "node:net";
import { env } from "@/lib/env";

/** Written by `instrumentation.ts` on every request, from the socket; what a client sends under this name is overwritten. */
export const peerHeader = "x-peer-address";

/**
 * Whom a call is counted against: the address of the client, of IPv6 the /64 that one household or server has to itself.
 * What a proxy writes is believed on Vercel, whose edge writes it anew, and where the operator says that one stands in front.
 */
export function clientAddress(headers: Headers): string {
  const { isOnVercel, TRUSTED_PROXY } = env();
  // Of a list the last is what our own proxy saw; those before it were sent to it.
  const forwarded = headers.get("x-forwarded-for")?.split(",").at(-1)?.trim();
  if (isOnVercel) return networkOf(headers.get("x-real-ip") ?? forwarded);
  if (TRUSTED_PROXY !== "off") return networkOf(forwarded ?? headers.get("x-real-ip"));
  return networkOf(headers.get(peerHeader));
}

/** Some proxies write it behind the address; each connection has another one. */
const port = /(?<=^[\d.]+|\]):\d+$/;

function networkOf(address: string | null | undefined): string {
  const text = address?.replace(port, "").replace(/^\[|\]$|%.*$/g, "") ?? "";
  if (text === "" || text.length > 64) return "unknown";
  if (!isIPv6(text)) return text;
  const groups = groupsOf(text);
  const [first = 0, second = 0] = groups.slice(6);
  const isMapped = groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff;
  if (isMapped) return [first >> 8, first & 255, second >> 8, second & 255].join(".");
  const prefix = groups.slice(0, 4).map((group) => group.toString(16));
  return `${prefix.join(":")}::/64`;
}

/** The eight groups of an IPv6 address. */
function groupsOf(text: string): number[] {
  // The URL standard's own form has no dots in it and one `::` at most.
  const [before = "", after] = new URL(`http://[${text}]`).hostname.slice(1, -1).split("::");
  const read = (part = "") =>
    part
      .split(":")
      .filter((group) => group !== "")
      .map((group) => parseInt(group, 16));
  const [left, right] = [read(before), read(after)];
  return [...left, ...Array.from({ length: 8 - left.length - right.length }, () => 0), ...right];
}
