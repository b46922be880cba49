/** Characters of a batch, or a little more: each text by itself would cost more than what is in it. */
const batchLength = 16_384;

/** Texts put together until they are worth a batch. Answers as they do. */
export async function* batched<Notes>(texts: AsyncGenerator<string, Notes>): AsyncGenerator<string, Notes> {
  let batch = "";
  for (;;) {
    const next = await texts.next();
    if (next.done) {
      if (batch !== "") yield batch;
      return next.value;
    }
    batch += next.value;
    if (batch.length < batchLength) continue;
    yield batch;
    batch = "";
  }
}
