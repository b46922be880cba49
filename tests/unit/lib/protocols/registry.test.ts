import { describe, expect, it } from "vitest";
import { parseCredentialHash } from "@/lib/cardano/credential";
import { parseUnit } from "@/lib/cardano/unit";
import { matchScript, matchUnit, protocolName, protocols } from "@/lib/protocols/registry";

const facts = protocols.flatMap((protocol) =>
  [...protocol.scripts, ...protocol.policies].map((fact) => ({ id: protocol.id, fact })),
);

describe("the protocol registry", () => {
  it("names every fact's source and has only credential hashes", () => {
    const wrong = facts.filter(
      ({ fact }) => fact.source.length === 0 || fact.hashes.some((hash: string) => !/^[0-9a-f]{56}$/.test(hash)),
    );
    expect(wrong).toEqual([]);
  });

  it("gives each credential one role, in one protocol", () => {
    const claims = new Map<string, Set<string>>();
    for (const protocol of protocols) {
      for (const { role, hashes } of protocol.scripts) {
        for (const hash of hashes) claims.set(hash, (claims.get(hash) ?? new Set()).add(`${protocol.id} ${role}`));
      }
    }
    expect([...claims].filter(([, claimed]) => claimed.size > 1).map(([hash, claimed]) => [hash, ...claimed])).toEqual(
      [],
    );
  });

  it("holds the protocols that people use, in old and new deployments", () => {
    const wanted = [
      ...["minswap-v1", "minswap-v2", "minswap-stable", "sundae-v1", "sundae-v3", "wingriders-v1", "wingriders-v2"],
      ...["muesliswap", "splash", "spectrum", "vyfi", "geniusyield", "cswap", "teddyswap", "axo", "liqwid", "lenfi"],
      ...["aada-v1", "levvy", "fluidtokens", "indigo", "djed", "optim", "butane", "jpgstore", "ada-handle"],
      ...["minswap-farm", "sundae-farm", "wanchain", "milkomeda", "rosen"],
    ];
    const known = protocols.map(({ id }) => id as string);
    expect(wanted.filter((id) => !known.includes(id))).toEqual([]);
    expect(new Set(known).size).toBe(known.length);
  });

  it("finds a protocol by script credential and by policy", () => {
    const order = matchScript(parseCredentialHash("c3e28c36c3447315ba5a56f33da6a6ddc1770a876a8d9f0cb3a97c4c"));
    const vyfiPool = matchScript(parseCredentialHash("04321298f7df820d6f7550f5f3a5e5aa2fc1b0a646b351f663038684"));
    const lp = matchUnit(parseUnit("f5808c2c990d86da54bfc97d89cee6efa20cd8461616359478d96b4c00"));
    expect([
      [order?.id, order?.fact.role],
      [vyfiPool?.id, vyfiPool?.fact.role],
      [lp?.id, lp?.fact.role],
      matchScript(parseCredentialHash("00".repeat(28))),
      matchUnit(parseUnit("lovelace")),
      protocolName("vyfi"),
    ]).toEqual([["minswap-v2", "order"], ["vyfi", "pool"], ["minswap-v2", "lp"], null, null, "VyFinance"]);
  });
});
