interface Parts {
  readonly year: string;
  readonly month: string;
  readonly day: string;
  /** `HH:mm:ss` */
  readonly time: string;
}

function partsOf(at: number): Parts {
  const text = new Date(at).toISOString();
  return { year: text.slice(0, 4), month: text.slice(5, 7), day: text.slice(8, 10), time: text.slice(11, 19) };
}

/** `2025-01-31 23:59:59`, UTC as are all of these. */
export function yearFirst(at: number): string {
  const { year, month, day, time } = partsOf(at);
  return `${year}-${month}-${day} ${time}`;
}

/** `01/31/2025 23:59:59` */
export function monthFirst(at: number): string {
  return `${monthFirstDay(at)} ${partsOf(at).time}`;
}

/** `01/31/2025` */
export function monthFirstDay(at: number): string {
  const { year, month, day } = partsOf(at);
  return `${month}/${day}/${year}`;
}

/** `31.01.2025 23:59:59` */
export function dayFirst(at: number): string {
  const { year, month, day, time } = partsOf(at);
  return `${day}.${month}.${year} ${time}`;
}
