import { expect, test } from "vitest";
import { pictureSource, pictureType } from "@/lib/tokens/picture-source";

const cid = "QmXhvddYsApbgyKjKwHzfuUwxxJBe5d76hGJSUaxBaK4hh";
const base58 = "zb2rhkzJM1xbi4Wd3fMEXpmzNWd8s9a45yYUzckHFPmUrDsSM";
const cidV1 = "bafybeigdyrzt5sfp7udm7hu76uh7y26nf3efuylqabf3oclgtqy55fbzdi";

test.each([
  [`ipfs://${cid}`, `ipfs://${cid}`],
  [`ipfs://ipfs/${cid}`, `ipfs://${cid}`],
  [`/ipfs/${cid}/1.png`, `ipfs://${cid}/1.png`],
  [cidV1, `ipfs://${cidV1}`],
  [["ipfs://", `${cid}/a file.png`], `ipfs://${cid}/a file.png`],
  [`ipfs://${cid}/%231%20of%202.png`, `ipfs://${cid}/#1 of 2.png`],
  [`ipfs://${cid}/100%.png`, `ipfs://${cid}/100%.png`],
  // The CIDs that ADA Handle writes, and base 16 and 36.
  [`ipfs://${base58}`, `ipfs://${base58}`],
  [`ipfs://f01551220${"ab".repeat(32)}`, `ipfs://f01551220${"ab".repeat(32)}`],
  [
    `https://k51qzi5uqu5dlvj2baxnqndepeb86cbk3ng7n3i46uzyxzyqj2xjonzllnv0v8.ipfs.dweb.link/`,
    "ipfs://k51qzi5uqu5dlvj2baxnqndepeb86cbk3ng7n3i46uzyxzyqj2xjonzllnv0v8",
  ],
  // Gateways of whatever host: the CID is what counts.
  [`https://ipfs.io/ipfs/${cid}`, `ipfs://${cid}`],
  [`https://ipfs.io/ipfs/${cid}/`, `ipfs://${cid}`],
  [`http://gateway.pinata.cloud/ipfs/${cidV1}/1%20of%202.png?img-width=400#x`, `ipfs://${cidV1}/1 of 2.png`],
  [`HTTPS://evil.example/ipfs/${cid}`, `ipfs://${cid}`],
  [["https://cloudflare-ipfs.com/ipfs/", cidV1], `ipfs://${cidV1}`],
  [`https://${cidV1}.ipfs.dweb.link`, `ipfs://${cidV1}`],
  [`https://${cidV1}.ipfs.nftstorage.link/a/b.png?x`, `ipfs://${cidV1}/a/b.png`],
  [`https://ipfs.blockfrost.io/api/v0/ipfs/gateway/${cid}`, `ipfs://${cid}`],
  [`https://ipfs.io/ipfs/ipfs/${cid}/1.png`, `ipfs://${cid}/1.png`],
  [`https://ipfs.io/ipfs//${cid}%2F1.png`, `ipfs://${cid}/1.png`],
  [`https://ipfs.io/ipfs/${cidV1.toUpperCase()}`, `ipfs://${cidV1.toUpperCase()}`],
  [`ipfs:${cid}`, `ipfs://${cid}`],
  [`ipfs://ipfs://${cid}`, `ipfs://${cid}`],
  ["data:image/png;base64,AAAA", "data:image/png;base64,AAAA"],
])("%j is a picture", (image, source) => {
  expect(pictureSource(image)).toBe(source);
});

test.each([
  "https://evil.example/track.png",
  `https://evil.example/${cid}`,
  `https://evil.example/ipfs/QmHandle`,
  `https://evil.example/ipfs/${cid}/..%2f..%2fapi`,
  `https://evil.example/ipfs/${cid}/%2e%2e/x`,
  `https://evil.example/ipfs/${cid}/a%5cb`,
  `https://evil.example/ipfs/${cid}/%zz`,
  `https://evil.example/?x=/ipfs/${cid}`,
  `https://evil.example#/ipfs/${cid}`,
  `https://${cidV1}.evil.example/`,
  `https://${cidV1}.ipfs.dweb.link/../x`,
  `ipfs://${cid}/a//b`,
  `ipfs://${cid}/${"a/".repeat(9)}b`,
  `ipfs://${cid}/${"a".repeat(500)}`,
  `ipfs://${cid}/a\nb`,
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
