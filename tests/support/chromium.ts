import { existsSync } from "node:fs";

const places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** The browser that this machine has, or what `CHROMIUM_PATH` names; undefined where there is none, as nothing is downloaded. */
export const chromiumPath = [process.env.CHROMIUM_PATH, ...places].find(
  (path) => path !== undefined && existsSync(path),
);
