/** A transaction's CBOR is not what the ledger's rules allow, or not the transaction that was asked for. */
export class TransactionDecodeError extends Error {
  override readonly name = "TransactionDecodeError";

  constructor(
    /** One sentence: where in the transaction, and what was found there. */
    readonly reason: string,
    options?: ErrorOptions,
  ) {
    super(`The transaction cannot be decoded: ${reason}`, options);
  }
}
