import { readdirSync, readFileSync } from "node:fs";

const ticksPerSecond = 100;
const groupField = 2;
const userTicksField = 11;
const systemTicksField = 12;

/** Milliseconds of CPU that the processes of a group took so far, those whose command line holds `program`. Linux only. */
export function cpuMsOf(group: number, program: string): number {
  const ticks = processesOf(group, program).reduce((sum, each) => sum + each.ticks, 0);
  return (ticks * 1_000) / ticksPerSecond;
}

/** The most memory that any process of a group ever had, of those whose command line holds `program`. Linux only. */
export function peakMbOf(group: number, program: string): number {
  const peaks = processesOf(group, program).map(
    ({ pid }) => /VmHWM:\s+(\d+) kB/.exec(read(`/proc/${pid}/status`))?.[1],
  );
  return Math.max(...peaks.map((kb) => Number(kb ?? 0))) / 1_024;
}

export function signalProcesses(group: number, program: string, signal: NodeJS.Signals): void {
  for (const { pid } of processesOf(group, program)) process.kill(pid, signal);
}

function processesOf(group: number, program: string): { readonly pid: number; readonly ticks: number }[] {
  const pids = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  return pids.flatMap((pid) => {
    const [stat, command] = [read(`/proc/${pid}/stat`), read(`/proc/${pid}/cmdline`)];
    // After the name in brackets, which may hold anything: state, parent, group …
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    if (Number(fields[groupField]) !== group || !command.includes(program)) return [];
    return [{ pid: Number(pid), ticks: Number(fields[userTicksField]) + Number(fields[systemTicksField]) }];
  });
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
