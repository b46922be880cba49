import { expect, test } from "vitest";
import { pictureSource, pictureType } from "@/lib/tokens/picture-source";

const cid = "QmXhvddYsApbgyKjKwHzfuUwxxJBe5d76hGJSUaxBaK4hh";
const cidV1 = "bafybeigdyrzt5sfp7udm7hu76uh7y26nf3efuylqabf3oclgtqy55fbzdi";

test.each([
  [`ipfs://${cid}`, `ipfs://${cid}`],
  [`ipfs://ipfs/${cid}`, `ipfs://${cid}`],
  [`/ipfs/${cid}/1.png`, `ipfs://${cid}/1.png`],
  [cidV1, `ipfs://${cidV1}`],
  [["ipfs://", `${cid}/a file.png`], `ipfs://${cid}/a file.png`],
  ["data:image/png;base64,AAAA", "data:image/png;base64,AAAA"],
])("%j is a picture", (image, source) => {
  expect(pictureSource(image)).toBe(source);
});

test.each([
  "https://evil.example/track.png",
  `https://evil.example/ipfs/${cid}`,
  `ipfs://${cid}/../../etc`,
  `ipfs://${cid}/..`,
  `ipfs://${cid}?x=1`,
  `ipfs://${cid}@evil.example`,
  "ipfs://QmHandle",
  "data:image/svg+xml;base64,AAAA",
  'data:image/png;base64,AAAA" onerror="x',
  `data:image/png;base64,${"A".repeat(40_000)}`,
  "javascript:alert(1)",
  "",
  null,
  undefined,
  7,
  { image: cid },
  [1, 2],
])("%j is none", (image) => {
  expect(pictureSource(image)).toBeNull();
});

test("bytes say what they are, whatever they are called", () => {
  const typeOf = (text: string) => pictureType(Buffer.from(text, "latin1"));
  expect(
    [
      "\x89PNG\r\n\x1a\nrest",
      "\xff\xd8\xff\xe0",
      "GIF89a…",
      "RIFF\x01\x02\x03\x04WEBPVP8 ",
      "<svg onload=x>",
      "<html>",
      "",
    ].map(typeOf),
  ).toEqual(["image/png", "image/jpeg", "image/gif", "image/webp", null, null, null]);
});
