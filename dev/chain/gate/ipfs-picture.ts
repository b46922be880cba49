import { createHash } from "node:crypto";
import type { ServerResponse } from "node:http";
import { crc32, deflateSync } from "node:zlib";

const size = 72;

/** A picture for whatever is asked for: rings whose colours and centre come from the name's hash. PNG, three bytes a pixel. */
export function drawPicture(name: string): Buffer {
  const hash = createHash("sha256").update(name).digest();
  const at = (index: number) => hash[index] ?? 0;
  const rows = Array.from({ length: size }, (_, y) => {
    const row = Buffer.alloc(1 + size * 3);
    for (let x = 0; x < size; x += 1) {
      const distance = Math.hypot(x - (at(0) % size), y - (at(1) % size));
      const ring = Math.floor(distance / (6 + (at(2) % 10))) % 3;
      for (let channel = 0; channel < 3; channel += 1) row[1 + x * 3 + channel] = at(3 + ring * 3 + channel);
    }
    return row;
  });
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  header.set([8, 2], 8);
  return Buffer.concat([
    Buffer.from("\x89PNG\r\n\x1a\n", "latin1"),
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(Buffer.concat(rows))),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const frame = Buffer.alloc(8 + body.length);
  frame.writeUInt32BE(data.length, 0);
  frame.set(body, 4);
  frame.writeUInt32BE(crc32(body), 4 + body.length);
  return frame;
}

export function sendPng(response: ServerResponse, png: Buffer): void {
  response.writeHead(200, { "content-type": "image/png", "content-length": png.length });
  response.end(png);
}
