/** What a PostgreSQL client sends: the letter of the message, or a name for the packets of the start, which have none. */
export interface FrontendMessage {
  type: string;
  bytes: Buffer;
}

const startPackets = new Map([
  [80877102, "cancel-request"],
  [80877103, "ssl-request"],
  [80877104, "gss-request"],
  [196608, "startup"],
]);
const longestMessage = 256 * 1024 * 1024;

/** Cuts a client's byte stream into whole messages, whatever the chunks it arrives in. One per connection. */
export class MessageSplitter {
  #rest: Buffer = Buffer.alloc(0);
  #started = false;

  /** The messages that this chunk completes. Throws on bytes that cannot be the PostgreSQL protocol. */
  push(chunk: Buffer): FrontendMessage[] {
    this.#rest = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    const messages: FrontendMessage[] = [];
    for (let message = this.#next(); message !== undefined; message = this.#next()) {
      messages.push(message);
    }
    return messages;
  }

  #next(): FrontendMessage | undefined {
    const headerLength = this.#started ? 5 : 8;
    if (this.#rest.length < headerLength) return undefined;
    const length = this.#started ? 1 + this.#rest.readInt32BE(1) : this.#rest.readInt32BE(0);
    const shortest = this.#started ? 5 : 8;
    if (length < shortest || length > longestMessage)
      throw new Error(`a message of ${length} bytes is not PostgreSQL's`);
    if (this.#rest.length < length) return undefined;
    const bytes = this.#rest.subarray(0, length);
    const type = this.#started ? String.fromCharCode(bytes.readUInt8(0)) : startType(bytes);
    this.#rest = this.#rest.subarray(length);
    if (type === "startup") this.#started = true;
    return { type, bytes };
  }
}

function startType(bytes: Buffer): string {
  const code = bytes.readInt32BE(4);
  const type = startPackets.get(code);
  if (type === undefined) throw new Error(`protocol version ${code >> 16}.${code & 0xffff} is not supported`);
  return type;
}
