/** Raised when the decoder reads more than before, so that quarantined transactions are tried again. */
export const decoderVersion = 2;
