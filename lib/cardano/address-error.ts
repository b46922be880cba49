/** Why a text is not an address; `code` is for programs, the message for the person who typed it. */
export type AddressErrorCode = "empty" | "format" | "prefix" | "checksum" | "length" | "header" | "network";

/** The one error of address parsing. Its message is a sentence that may be shown as it is. */
export class AddressError extends Error {
  override readonly name = "AddressError";

  constructor(
    readonly code: AddressErrorCode,
    message: string,
  ) {
    super(message);
  }
}
