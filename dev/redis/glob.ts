const compiled = new Map<string, RegExp>();

/** Redis' glob: `*`, `?`, `[abc]`, `[a-z]`, `[^x]`, and `\` before a literal character. */
export function matchesGlob(pattern: string, text: string): boolean {
  let expression = compiled.get(pattern);
  if (expression === undefined) {
    expression = new RegExp(`^${translate(pattern)}$`, "su");
    compiled.set(pattern, expression);
  }
  return expression.test(text);
}

function translate(pattern: string): string {
  const characters = Array.from(pattern);
  let result = "";
  for (let index = 0; index < characters.length; index++) {
    const character = characters[index] ?? "";
    if (character === "*") result += ".*";
    else if (character === "?") result += ".";
    else if (character === "[") {
      const [classText, end] = translateClass(characters, index + 1);
      result += classText;
      index = end;
    } else if (character === "\\" && index + 1 < characters.length) {
      index++;
      result += literal(characters[index] ?? "");
    } else result += literal(character);
  }
  return result;
}

/** A class from behind its `[`; an unclosed one runs to the pattern's end, as in Redis. */
function translateClass(characters: readonly string[], start: number): [expression: string, end: number] {
  const negated = characters[start] === "^";
  let index = negated ? start + 1 : start;
  let members = "";
  for (; index < characters.length && characters[index] !== "]"; index++) {
    if (characters[index] === "\\" && index + 1 < characters.length) index++;
    const from = characters[index] ?? "";
    const to = characters[index + 2];
    if (characters[index + 1] === "-" && to !== undefined) {
      const [low, high] = from <= to ? [from, to] : [to, from];
      members += `${literal(low)}-${literal(high)}`;
      index += 2;
    } else members += literal(from);
  }
  if (members === "") return [negated ? "." : "(?!)", index];
  return [`[${negated ? "^" : ""}${members}]`, index];
}

function literal(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}
