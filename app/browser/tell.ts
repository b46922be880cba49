/** Something to say for a moment at the edge of the page. */
export interface Told {
  readonly tone: "neutral" | "success" | "info" | "error";
  readonly text: string;
  /** A button in it. */
  readonly action?: { readonly label: string; readonly onClick: () => void };
}

type More = Pick<Told, "action">;

let waiting: Told[] = [];
let say: ((told: Told) => void) | null = null;
const listeners = new Set<() => void>();

function enqueue(told: Told): void {
  if (say !== null) {
    say(told);
    return;
  }
  waiting.push(told);
  for (const listener of listeners) listener();
}

/** Says something in a toast. What shows toasts is loaded with the first one. */
export const tell = {
  neutral: (text: string, more?: More) => enqueue({ tone: "neutral", text, ...more }),
  success: (text: string, more?: More) => enqueue({ tone: "success", text, ...more }),
  info: (text: string, more?: More) => enqueue({ tone: "info", text, ...more }),
  error: (text: string, more?: More) => enqueue({ tone: "error", text, ...more }),
};

/** Whether something waits to be said, or was said before. */
export const isAnythingTold = (): boolean => say !== null || waiting.length > 0;

export function onFirstTold(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** From now on `speaker` says everything, what waits first. Gives back what ends that. */
export function speakBy(speaker: (told: Told) => void): () => void {
  say = speaker;
  const due = waiting;
  waiting = [];
  for (const told of due) speaker(told);
  return () => {
    say = null;
  };
}
