import { ok, type Route } from "@/dev/qstash/router";
import type { SigningKeys } from "@/dev/qstash/signing-keys";

export function keyRoutes(keys: SigningKeys): Route[] {
  return [
    { pattern: "GET /v2/keys", handle: () => ok(keys.pair) },
    { pattern: "POST /v2/keys/rotate", handle: () => ok(keys.rotate()) },
  ];
}
