import type { Backend } from "@/dev/postgres/backend";
import { MessageSplitter } from "@/dev/postgres/message-splitter";

/** Told of each flight of statements: the last one's text, and the milliseconds until the server was ready again. */
export type OnStatement = (sql: string, ms: number) => void;

const parse = "P".charCodeAt(0);
const query = "Q".charCodeAt(0);
const readyLength = 6;
const ready = Buffer.from("Z\0\0\0\x05", "latin1");
/** Sync, simple query, function call: the server says when it is ready again. */
const asksForReady = new Set(["S", "Q", "F"]);

/** The last text among whole messages of a client: settings go before what they are for. Empty for none. */
export function statementText(batch: Uint8Array): string {
  const bytes = Buffer.from(batch.buffer, batch.byteOffset, batch.byteLength);
  let last = "";
  for (let at = 0; at + 5 <= bytes.length; at += 1 + bytes.readInt32BE(at + 1)) {
    last = textAt(bytes, at) || last;
  }
  return last;
}

function textAt(bytes: Buffer, at: number): string {
  const type = bytes[at];
  if (type !== parse && type !== query) return "";
  // A parsed statement's name comes before its text.
  const start = type === query ? at + 5 : bytes.indexOf(0, at + 5) + 1;
  return bytes.toString("utf8", start, bytes.indexOf(0, start));
}

/** Times the statements of every client from the last byte sent to the server's word that it is ready. */
export function clocked(backend: Backend, onStatement: OnStatement, now = () => performance.now()): Backend {
  return (client) => {
    const messages = new MessageSplitter();
    let batch: Buffer[] = [];
    let tail = Buffer.alloc(0);
    let waiting: { readonly sql: string; readonly since: number } | null = null;
    const connection = backend({
      send: (bytes) => {
        tail = Buffer.concat([tail, bytes.subarray(-readyLength)]).subarray(-readyLength);
        if (waiting !== null && tail.subarray(0, ready.length).equals(ready)) {
          onStatement(waiting.sql, now() - waiting.since);
          waiting = null;
        }
        client.send(bytes);
      },
      end: () => client.end(),
    });
    return {
      data: (chunk) => {
        for (const { type, bytes } of messages.push(chunk)) {
          if (type.length > 1) continue;
          batch.push(bytes);
          if (!asksForReady.has(type)) continue;
          waiting = { sql: statementText(Buffer.concat(batch)), since: now() };
          batch = [];
        }
        connection.data(chunk);
      },
      close: () => connection.close(),
    };
  };
}
