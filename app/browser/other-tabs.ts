const name = "changes";
let channel: BroadcastChannel | null | undefined;

/** One for the page: a message does not come back to the channel that sent it. Null where there is none, as on the server. */
function ours(): BroadcastChannel | null {
  channel ??= typeof window === "undefined" || !("BroadcastChannel" in window) ? null : new BroadcastChannel(name);
  return channel;
}

/** Tells this browser's other tabs that what the server keeps is not what they show. */
export function tellOtherTabs(): void {
  ours()?.postMessage(null);
}

export function onOtherTab(listener: () => void): () => void {
  const listening = ours();
  listening?.addEventListener("message", listener);
  return () => listening?.removeEventListener("message", listener);
}
