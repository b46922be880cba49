import { vi } from "vitest";

const RealDate = Date;

/**
 * Sets the clock of functions apart from the database's, by so many milliseconds ahead. The embedded database lives in this
 * process: what it asks of the clock itself is answered truly. Ends with `vi.unstubAllGlobals()`.
 */
export function setFunctionClockAhead(aheadMs: number): void {
  const now = () => RealDate.now() + (/pglite/.test(new Error().stack ?? "") ? 0 : aheadMs);
  const skewed = new Proxy(RealDate, {
    construct: (target, args: unknown[]) => Reflect.construct(target, args.length === 0 ? [now()] : args) as Date,
    get: (target, key) => (key === "now" ? now : (Reflect.get(target, key) as unknown)),
  });
  vi.stubGlobal("Date", skewed);
}
