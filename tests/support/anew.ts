import { vi } from "vitest";

/**
 * The files of one thread share what stands in node_modules, which takes most of a file's start, and their database. Of the
 * project's own modules and of the environment each file has its own.
 */
const held = globalThis as { testEnvironment?: NodeJS.ProcessEnv };
held.testEnvironment ??= { ...process.env };
process.env = { ...held.testEnvironment };
vi.resetModules();
