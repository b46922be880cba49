/** Answers of the chain that do not fit together, so that no exact transaction can be made of them. */
export class NormaliseError extends Error {
  override readonly name = "NormaliseError";

  constructor(
    /** One sentence: what does not fit, or which answer is missing. */
    readonly reason: string,
  ) {
    super(`The chain's answers do not make a transaction: ${reason}`);
  }
}
