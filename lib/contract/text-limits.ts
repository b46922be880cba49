/** Longest texts that a person may write, in characters, and how many tags. */
export const longest = { note: 2_000, tag: 40, tags: 20, contractName: 60 } as const;
