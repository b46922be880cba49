const held = new Map<string, unknown>();

/** In the place of `@/lib/process-wide`: a call that a test file left under way gives the next file nothing of its own. */
export function processWide<T>(name: string, create: () => T): T {
  if (!held.has(name)) held.set(name, create());
  return held.get(name) as T;
}
