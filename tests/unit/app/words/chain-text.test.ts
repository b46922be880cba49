import { describe, expect, it } from "vitest";
import { blockText, clipText, readableText, sentenceCase, shortAddress, shortHash } from "@/app/words/chain-text";

describe("text of strangers", () => {
  it("loses overrides, zero-width characters, controls and line breaks", () => {
    expect(readableText("pay\u202Eada\u2066\u200B\n\t now\u0000")).toBe("payada now");
  });

  it("keeps two accents of a tower", () => {
    expect(readableText("Z\u0300\u0301\u0302\u0303\u0304")).toBe("Z\u0300\u0301");
  });

  it("keeps the lines of a block", () => {
    expect(blockText('{\n  "a": "\u202Eb"\n}')).toBe('{\n  "a": "b"\n}');
  });

  it("is clipped by letters, never inside one", () => {
    expect([clipText("🦊🦊🦊🦊", 3), clipText("🦊🦊🦊", 3)]).toEqual(["🦊🦊…", "🦊🦊🦊"]);
  });
});

describe("long names of the chain", () => {
  it("keep their beginning and end", () => {
    expect([
      shortHash("0123456789abcdef0123456789abcdef"),
      shortHash("0123456789abcde"),
      shortAddress("stake1u9ylzsgxaa6xctf4juup682ar3juj85n8tx3hthnljg47zctvm3rc"),
    ]).toEqual(["01234567…abcdef", "0123456789abcde", "stake1u9ylzs…tvm3rc"]);
  });

  it("become a sentence", () => {
    expect(sentenceCase("stake_and_vote-delegation")).toBe("Stake and vote delegation");
  });
});
