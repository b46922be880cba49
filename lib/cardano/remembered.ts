/** So long are the texts and bytes that are met again and again; strangers make longer ones. */
const maxKeyLength = 200;

/** A pure function that keeps what it answered lately, `most` answers at most. What it throws is not kept. */
export function remembered<R>(most: number, answer: (key: string) => R): (key: string) => R {
  const known = new Map<string, R>();
  return (key) => {
    if (known.has(key)) return known.get(key) as R;
    if (key.length > maxKeyLength) return answer(key);
    const result = answer(key);
    if (known.size >= most) known.clear();
    known.set(key, result);
    return result;
  };
}
