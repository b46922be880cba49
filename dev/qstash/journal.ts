import fs from "node:fs";
import path from "node:path";

const HEADER = JSON.stringify({ journal: "qstash", version: 1 });

/**
 * Append-only file of lines. A line handed to `append` outlives kill -9 of this process (the kernel holds it);
 * it is not synced for a power cut, which costs milliseconds a message and which local development does not need.
 */
export class Journal {
  /** Undefined once closed: the number may by then belong to another file. */
  private descriptor: number | undefined;

  private constructor(
    private readonly file: string,
    descriptor: number,
    private size: number,
  ) {
    this.descriptor = descriptor;
  }

  /** Opens or creates the file; `lines` is what it held, without a last line that a crash tore. Throws on a foreign file. */
  static open(file: string): { journal: Journal; lines: string[] } {
    fs.mkdirSync(path.dirname(file), { recursive: true });
    const lines = readLines(file);
    const descriptor = fs.openSync(file, "a");
    return { journal: new Journal(file, descriptor, fs.fstatSync(descriptor).size), lines };
  }

  get bytes(): number {
    return this.size;
  }

  /** Throws when the disk refuses; the file then ends where it ended before. */
  append(line: string): void {
    const bytes = Buffer.from(`${line}\n`);
    const descriptor = this.openDescriptor();
    try {
      fs.appendFileSync(descriptor, bytes);
    } catch (error) {
      fs.ftruncateSync(descriptor, this.size);
      throw error;
    }
    this.size += bytes.length;
  }

  /** Puts new content in place of the old in one atomic step. */
  rewrite(lines: readonly string[]): void {
    const fresh = `${this.file}.new`;
    const content = Buffer.from([HEADER, ...lines, ""].join("\n"));
    const written = fs.openSync(fresh, "w");
    fs.writeFileSync(written, content);
    fs.fsyncSync(written);
    fs.closeSync(written);
    fs.renameSync(fresh, this.file);
    fs.closeSync(this.openDescriptor());
    this.descriptor = fs.openSync(this.file, "a");
    this.size = content.length;
  }

  close(): void {
    fs.closeSync(this.openDescriptor());
    this.descriptor = undefined;
  }

  private openDescriptor(): number {
    if (this.descriptor === undefined) {
      throw new Error(`the journal ${this.file} is closed`);
    }
    return this.descriptor;
  }
}

function readLines(file: string): string[] {
  if (!fs.existsSync(file)) {
    return [];
  }
  const lines = fs.readFileSync(file, "utf8").split("\n");
  // Whole lines end in a newline, so what follows the last one is empty, or torn and never answered for.
  lines.pop();
  const [header, ...rest] = lines;
  if (header !== undefined && header !== HEADER) {
    throw new Error(`${file} is not a journal of this version of the local QStash: remove it to start anew`);
  }
  return rest;
}
