/** A text, which is left alone, or a number. */
const token = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/** JSON in which each number is the text that stands there: a price that became a float would be another one. Throws `SyntaxError`. */
export function parseExactJson(text: string): unknown {
  return JSON.parse(text.replace(token, (found) => (found.startsWith('"') ? found : `"${found}"`)));
}
