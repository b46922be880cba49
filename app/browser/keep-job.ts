import { mutate } from "swr";
import type { Job } from "@/lib/contract/job";

/** What SWR knows a job by, and where it is asked for. */
export function jobPath(jobId: string): string {
  return `/api/sync/${jobId}`;
}

/** Has everybody who shows the job show it as it is now. */
export function keepJob(job: Job): void {
  void mutate(jobPath(job.id), job, { revalidate: false });
}
