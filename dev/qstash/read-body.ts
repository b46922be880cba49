import type { IncomingMessage } from "node:http";
import { ApiError } from "@/dev/qstash/api-error";

/** A batch carries many messages, each of which has its own limit of 1 MB. */
const MAX_REQUEST_BYTES = 32 * 1_048_576;

/** The whole request body. What is too long is read to its end, so that the client sees the ApiError 413 and not a broken pipe. */
export async function readBody(request: IncomingMessage): Promise<Buffer> {
  let chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length <= MAX_REQUEST_BYTES) {
      chunks.push(chunk);
    } else {
      chunks = [];
    }
  }
  if (length > MAX_REQUEST_BYTES) {
    throw new ApiError(413, `request of ${length} bytes is larger than ${MAX_REQUEST_BYTES}`);
  }
  return Buffer.concat(chunks);
}
