const page = 10;

/** The point that a key leads to from one of `last + 1`; null for a key that is none of a chart's. */
export function stepTo(key: string, from: number, last: number): number | null {
  const to = target(key, from, last);
  return to === null ? null : Math.min(last, Math.max(0, to));
}

function target(key: string, from: number, last: number): number | null {
  switch (key) {
    case "ArrowLeft":
    case "ArrowDown":
      return from - 1;
    case "ArrowRight":
    case "ArrowUp":
      return from + 1;
    case "PageDown":
      return from - page;
    case "PageUp":
      return from + page;
    case "Home":
      return 0;
    case "End":
      return last;
    default:
      return null;
  }
}
