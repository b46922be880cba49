/** A stream that ends itself is back at once: nobody need know. */
const lostAfterMs = 5_000;

interface StreamWatch {
  /** The stream broke off, or is there again. */
  readonly onLost: (lost: boolean) => void;
  /** It was lost for a while and is back. */
  readonly onBack: () => void;
  /** The server will not have it: the browser does not try again. */
  readonly onRefused: () => void;
}

/** Tells when a stream is lost and when it is back. Gives back what ends the watch. */
export function watchStream(source: EventSource, { onLost, onBack, onRefused }: StreamWatch): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let wasLost = false;
  source.addEventListener("open", () => {
    clearTimeout(timer);
    timer = undefined;
    if (wasLost) {
      onLost(false);
      onBack();
    }
    wasLost = false;
  });
  source.addEventListener("error", () => {
    if (source.readyState === EventSource.CLOSED) onRefused();
    // The browser tries again every few seconds: it is lost since the first failure.
    timer ??= setTimeout(() => {
      wasLost = true;
      onLost(true);
    }, lostAfterMs);
  });
  return () => {
    clearTimeout(timer);
    onLost(false);
  };
}
