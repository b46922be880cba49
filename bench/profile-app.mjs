import { mkdirSync, writeFileSync } from "node:fs";
import { Session } from "node:inspector";
import { join } from "node:path";

// Preloaded into every process of the stack; the app's alone is profiled: from one SIGUSR2 to the next, which writes the file.
if (process.argv.some((argument) => argument.endsWith("next/dist/bin/next")) && process.argv.includes("start")) {
  const folder = process.env.PROFILE_DIR ?? ".";
  let session;
  process.on("SIGUSR2", () => {
    if (session === undefined) {
      session = new Session();
      session.connect();
      session.post("Profiler.enable");
      session.post("Profiler.start");
      return;
    }
    session.post("Profiler.stop", (error, result) => {
      if (error) throw error;
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, `app-${String(process.pid)}.cpuprofile`), JSON.stringify(result.profile));
    });
    session = undefined;
  });
}
