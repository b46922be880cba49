import type { PGlite } from "@electric-sql/pglite";
import type { Backend, ClientSocket, Connection } from "@/dev/postgres/backend";
import { MessageSplitter, type FrontendMessage } from "@/dev/postgres/message-splitter";
import { Turns } from "@/dev/postgres/turns";

/** What is asked of the embedded database. */
type Session = Pick<PGlite, "execProtocolRaw">;

const terminate = "X";
const password = "p";
/** Sync, simple query, function call, flush, and the two ends of a COPY: the client now waits for an answer. */
const endsBatch = new Set(["S", "Q", "F", "H", "c", "f"]);
const idleInTransactionLimitMs = 60_000;
const rollback = Buffer.concat([frame("S", Buffer.alloc(0)), frame("Q", Buffer.from("ROLLBACK\0"))]);

/** A message of PostgreSQL's protocol: letter, length, body. */
function frame(type: string, body: Buffer): Buffer {
  const header = Buffer.alloc(5);
  header.write(type, 0, "latin1");
  header.writeInt32BE(body.length + 4, 1);
  return Buffer.concat([header, body]);
}

function fatalError(code: string, message: string): Buffer {
  return frame("E", Buffer.from(`SFATAL\0VFATAL\0C${code}\0M${message}\0\0`));
}

/** True when the answer ends with ReadyForQuery and no transaction is open. */
function leavesIdle(answer: Uint8Array): boolean {
  return Buffer.from(answer.subarray(-6)).equals(Buffer.from("Z\0\0\0\x05I", "latin1"));
}

/** The server's greeting, the same for every client: PGlite is one session. Copied, since PGlite reuses the memory. */
async function greet(db: Session): Promise<Uint8Array> {
  const body = Buffer.from("\0\x03\0\0user\0postgres\0database\0postgres\0\0", "latin1");
  const length = Buffer.alloc(4);
  length.writeInt32BE(body.length + 4);
  return Buffer.from(await db.execProtocolRaw(Buffer.concat([length, body])));
}

/**
 * One client among many. Its messages reach PGlite in whole batches only, and from the first batch of a transaction
 * to its end nobody else's do: PGlite is a single session and would mix them.
 */
class WireConnection implements Connection {
  readonly #messages = new MessageSplitter();
  #batch: Buffer[] = [];
  #work = Promise.resolve();
  #closed = false;
  #idleTimer: NodeJS.Timeout | undefined;

  constructor(
    private readonly db: Session,
    private readonly turns: Turns<WireConnection>,
    private readonly greeting: Uint8Array,
    private readonly client: ClientSocket,
  ) {}

  data(chunk: Buffer): void {
    try {
      for (const message of this.#messages.push(chunk)) this.#receive(message);
    } catch (error) {
      this.#fail("08P01", String(error));
    }
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    clearTimeout(this.#idleTimer);
    if (!this.turns.holds(this)) this.turns.leave(this);
    this.#work = this.#work.then(() => this.#abandon());
  }

  #receive({ type, bytes }: FrontendMessage): void {
    switch (type) {
      case "ssl-request":
      case "gss-request":
        this.#send(Buffer.from("N"));
        return;
      case "startup":
        this.#send(this.greeting);
        return;
      case "cancel-request": // PGlite cannot be interrupted, and the protocol expects no answer
      case terminate:
        this.close();
        this.client.end();
        return;
      case password:
        return; // everyone on this machine is trusted
      default:
        this.#batch.push(bytes);
        if (endsBatch.has(type)) this.#flush();
    }
  }

  #send(bytes: Uint8Array): void {
    if (!this.#closed) this.client.send(bytes);
  }

  #flush(): void {
    const batch = Buffer.concat(this.#batch);
    this.#batch = [];
    this.#work = this.#work.then(() => this.#run(batch));
  }

  async #run(batch: Buffer): Promise<void> {
    if (this.#closed || !(await this.turns.take(this))) return;
    clearTimeout(this.#idleTimer);
    try {
      const answer = await this.db.execProtocolRaw(batch);
      this.#send(answer);
      if (leavesIdle(answer)) this.turns.leave(this);
      else this.#limitIdleTime();
    } catch (error) {
      this.#fail("XX000", String(error));
    }
  }

  /** A program that forgets an open transaction would otherwise stop every other client for ever. */
  #limitIdleTime(): void {
    if (this.#closed) return;
    const expire = () => this.#fail("25P03", "terminating connection due to idle-in-transaction timeout");
    this.#idleTimer = setTimeout(expire, idleInTransactionLimitMs).unref();
  }

  #fail(code: string, message: string): void {
    this.#send(fatalError(code, message));
    this.close();
    this.client.end();
  }

  /** Undoes what a client that has gone left open, and lets the next one in. */
  async #abandon(): Promise<void> {
    if (!this.turns.holds(this)) return;
    try {
      await this.db.execProtocolRaw(rollback);
    } finally {
      this.turns.leave(this);
    }
  }
}

/**
 * Many PostgreSQL connections over one embedded PGlite, kept apart. Transactions, errors and prepared batches behave
 * as on a server; session state (SET, temporary tables, named statements, advisory locks) is shared by all clients.
 */
export async function createPgliteBackend(db: Session): Promise<Backend> {
  const turns = new Turns<WireConnection>();
  const greeting = await greet(db);
  return (client) => new WireConnection(db, turns, greeting, client);
}
