import "server-only";

/** An answer that is longer than its reader takes. Nothing of it was parsed. */
export class AnswerTooLong extends Error {
  override readonly name = "AnswerTooLong";

  constructor(readonly maxBytes: number) {
    super(`an answer of more than ${String(maxBytes)} bytes`);
  }
}

/** The body as it comes out of its encoding. Throws `AnswerTooLong` past `maxBytes`, without reading on. */
export async function readBounded(response: Response, maxBytes: number): Promise<Buffer<ArrayBuffer>> {
  const { body, headers } = response;
  if (body === null) return Buffer.alloc(0);
  if (Number(headers.get("content-length") ?? 0) > maxBytes) {
    await body.cancel();
    throw new AnswerTooLong(maxBytes);
  }
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body as unknown as AsyncIterable<Uint8Array>) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes) throw new AnswerTooLong(maxBytes);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** The body as JSON. Throws `AnswerTooLong`, `SyntaxError` for what is not JSON, and what a broken connection throws. */
export async function readBoundedJson(response: Response, maxBytes: number): Promise<unknown> {
  return JSON.parse((await readBounded(response, maxBytes)).toString("utf8"));
}
