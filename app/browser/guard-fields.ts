import { findSecret } from "@/lib/cardano/pasted/find-secret";
import { tellSecret } from "./caught-secret";

type TextField = HTMLInputElement | HTMLTextAreaElement;

/**
 * Watches every text field of the page before any script of a form sees what is in it: a seed phrase or a private key is
 * taken out at once, and the person is told. Gives back what ends the watch.
 */
export function guardFields(page: Document): () => void {
  const ending = new AbortController();
  const capture = { capture: true, signal: ending.signal };
  page.addEventListener("paste", onPaste, capture);
  page.addEventListener("input", onInput, capture);
  page.addEventListener("submit", onSubmit, capture);
  // What was entered before this script was there.
  for (const field of page.querySelectorAll("input, textarea"))
    if (isTextField(field)) refuseSecret(field, field.value);
  return () => ending.abort();
}

function onPaste(event: ClipboardEvent): void {
  const field = event.target;
  if (!(field instanceof Element) || !isTextField(field)) return;
  // A field of one line loses line ends, and one with a longest length the end.
  if (refuseSecret(field, event.clipboardData?.getData("text/plain") ?? "")) stop(event);
}

function onInput(event: Event): void {
  const field = event.target;
  if (field instanceof Element && isTextField(field) && refuseSecret(field, field.value)) stop(event);
}

function onSubmit(event: SubmitEvent): void {
  if (!(event.target instanceof HTMLFormElement)) return;
  for (const field of event.target.elements) if (isTextField(field) && refuseSecret(field, field.value)) stop(event);
}

function isTextField(element: Element): element is TextField {
  return element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement;
}

function stop(event: Event): void {
  event.preventDefault();
  event.stopImmediatePropagation();
}

function refuseSecret(field: TextField, text: string): boolean {
  const secret = findSecret(text);
  if (secret === null) return false;
  emptyField(field);
  // Whoever types on types nowhere.
  field.blur();
  tellSecret(secret);
  return true;
}

/** Past React's own setter, so that the component hears of it as of any other change. */
export function emptyField(field: TextField): void {
  const kind = field instanceof HTMLInputElement ? HTMLInputElement : HTMLTextAreaElement;
  Object.getOwnPropertyDescriptor(kind.prototype, "value")?.set?.call(field, "");
  field.dispatchEvent(new Event("input", { bubbles: true }));
}
