// Preloaded into Next's development server. Node 20 lacks what React asks before it writes an empty buffer, as the values that
// it shows a developer may be; React says so in the browser's console. A detached buffer refuses a view, which any Node tells.
if (!("detached" in ArrayBuffer.prototype)) {
  Object.defineProperty(ArrayBuffer.prototype, "detached", {
    configurable: true,
    get() {
      try {
        return new Uint8Array(this).length < 0;
      } catch {
        return true;
      }
    },
  });
}
