/** The value of a JSON text; null for a text that is none, as what an older version of the app or a stranger wrote may be. */
export function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
