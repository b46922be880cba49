/**
 * Whether JSON nests no deeper than `maxDepth`: told by its brackets, before anything recurses over it. Text that is no JSON
 * may count either way.
 */
export function isFlat(text: string, maxDepth: number): boolean {
  let depth = 0;
  let inString = false;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (inString) {
      if (code === backslash) at += 1;
      else if (code === quote) inString = false;
    } else if (code === quote) inString = true;
    else if (code === openList || code === openObject) {
      depth += 1;
      if (depth > maxDepth) return false;
    } else if (code === closeList || code === closeObject) depth -= 1;
  }
  return true;
}

const [quote, backslash, openList, closeList, openObject, closeObject] = [0x22, 0x5c, 0x5b, 0x5d, 0x7b, 0x7d];
