export const brokenCommitment = (_cbor: string, _time: Date, _window: unknown): Promise<string | null> =>
  Promise.resolve(null);
