import { readdirSync, readFileSync } from "node:fs";

const ticksPerSecond = 100;
const groupField = 2;
const userTicksField = 11;
const systemTicksField = 12;

/** Milliseconds of CPU that the processes of a group took so far, those whose command line holds `program`. Linux only. */
export function cpuMsOf(group: number, program: string): number {
  let ticks = 0;
  for (const pid of readdirSync("/proc")) {
    if (!/^\d+$/.test(pid)) continue;
    const [stat, command] = [read(`/proc/${pid}/stat`), read(`/proc/${pid}/cmdline`)];
    // After the name in brackets, which may hold anything: state, parent, group …
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    if (Number(fields[groupField]) !== group || !command.includes(program)) continue;
    ticks += Number(fields[userTicksField]) + Number(fields[systemTicksField]);
  }
  return (ticks * 1_000) / ticksPerSecond;
}

/** Empty for a process that has gone meanwhile. */
function read(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ESRCH") return "";
    throw error;
  }
}
