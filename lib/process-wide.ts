import "server-only";

const held = globalThis as unknown as Record<symbol, unknown>;

/**
 * One value for the whole process. The bundler gives pages and routes a copy of each module, and a development reload makes a
 * new one: what both must see as the same, such as who is asking, may not stand in a module.
 */
export function processWide<T>(name: string, create: () => T): T {
  const key = Symbol.for(`cardano-defi-assistant.${name}`);
  held[key] ??= create();
  return held[key] as T;
}
