/** A step of a job. */
export interface JobAddress {
  readonly jobId: string;
  readonly seq: number;
  readonly epoch: number;
}

/** A step in the hands of who claimed it. */
export interface Tenure extends JobAddress {
  readonly fence: number;
}
