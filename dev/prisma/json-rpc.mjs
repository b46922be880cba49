import readline from "node:readline";

const serverError = 4466;

/** The CLI prints `data.message`; the engine hides it as JSON in the error's text when the failure is a known one. */
function errorData(error) {
  const plain = { is_panic: false, message: error.message, meta: error.meta ?? null, error_code: error.code ?? null };
  try {
    const known = JSON.parse(error.message);
    if (known?.message === undefined) return plain;
    return {
      is_panic: false,
      message: known.message,
      meta: known.meta ?? null,
      error_code: known.error_code ?? plain.error_code,
    };
  } catch {
    return plain;
  }
}

function send(message) {
  process.stdout.write(`${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`);
}

/**
 * Answers JSON-RPC requests from stdin on stdout, one after the other, until stdin ends.
 * @param call (method, params, print) → result; `print` shows text to the user, as `migrate diff` does.
 */
export function answerRequests(call) {
  let printId = 0;
  const print = (content) => send({ id: ++printId, method: "print", params: { content } });

  async function answer({ id, method, params }) {
    try {
      send({ id, result: await call(method, Array.isArray(params) ? params[0] : params, print) });
    } catch (error) {
      if (process.env.SE_DEBUG) console.error(error);
      const message = "An error happened. Check the data field for details.";
      send({ id, error: { code: serverError, message, data: errorData(error) } });
    }
  }

  let previous = Promise.resolve();
  readline
    .createInterface({ input: process.stdin })
    .on("line", (line) => {
      const request = JSON.parse(line);
      const isReplyToPrint = request.method === undefined;
      if (!isReplyToPrint) previous = previous.then(() => answer(request));
    })
    .on("close", () => void previous.then(() => process.exit(0)));
}
