import { describe, expect, it } from "vitest";
import { hashOfSources, labellingSources } from "@/dev/rules-source";
import { rulesFingerprint } from "@/lib/ledger/rules-fingerprint";

const sources = labellingSources();

function changed(path: string, from: string, to: string): string {
  const source = sources.get(path);
  if (!source?.includes(from)) throw new Error(`${path} holds no ${from}`);
  return hashOfSources(new Map([...sources, [path, source.replace(from, to)]]));
}

describe("The fingerprint of what labels", () => {
  it("is that of the sources as they are", () => {
    expect(rulesFingerprint).toBe(hashOfSources(sources));
  });

  it.each([
    ["a reader of contracts", "lib/protocols/minswap-v2.ts", "ea07b733", "ea07b734"],
    ["a reader of datums", "lib/protocols/datum.ts", "return", "return null ??"],
    ["a reader of bytes", "lib/cardano/plutus-data.ts", "return", "return null ??"],
    ["what is done with the bytes' parts", "lib/blockfrost/normalise-cbor.ts", "return", "return null ??"],
    ["a rule", "lib/ledger/rules/receive.ts", "Received", "Got"],
    ["how legs are told", "lib/ledger/order-legs.ts", "deposit_return", "deposit"],
  ])("is another one after a change of %s", (_what, path, from, to) => {
    expect(changed(path, from, to)).not.toBe(rulesFingerprint);
  });

  it("is the same after a change of comments and layout", () => {
    const path = "lib/ledger/rules/receive.ts";
    expect(changed(path, "/** Something came in", "/** Whatever came in")).toBe(rulesFingerprint);
    expect(changed(path, "export const receive: Rule = {", "export   const receive: Rule =\n\n{")).toBe(
      rulesFingerprint,
    );
  });

  it("covers every file of the folders that label", () => {
    const inFolders = (folder: string) => [...sources.keys()].filter((path) => path.startsWith(folder)).length;
    expect(
      ["lib/cardano/", "lib/protocols/", "lib/ledger/", "lib/ledger/rules/"].map((each) => inFolders(each) > 10),
    ).toEqual([true, true, true, true]);
  });
});
