/** A refusal of the HTTP API: `status` and the sentence that goes into `{"error": …}`. */
export class ApiError extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.name = "ApiError";
    this.status = status;
  }
}
