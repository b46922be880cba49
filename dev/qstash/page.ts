export interface Page<T> {
  items: T[];
  /** Where the next page goes on; undefined at the end. The SDK hands on an empty string as a cursor, so it is left out. */
  cursor: string | undefined;
}

/**
 * One page of items that come newest first. `position` falls from item to item, so a cursor stays right
 * when items before it have been removed.
 */
export function pageOf<T>(
  newestFirst: readonly T[],
  position: (item: T) => number,
  request: { cursor: string | undefined; count: number },
): Page<T> {
  const after = request.cursor === undefined || request.cursor === "" ? Infinity : Number(request.cursor);
  const rest = newestFirst.filter((item) => position(item) < after);
  const items = rest.slice(0, request.count);
  const last = items.at(-1);
  return { items, cursor: last !== undefined && rest.length > items.length ? String(position(last)) : undefined };
}
