import { executeJob } from "@/lib/queue/execute";
import { jobs } from "@/app/api/jobs/registry";

export const maxDuration = 10;

export async function POST(request: Request, { params }: { params: Promise<{ name: string }> }): Promise<Response> {
  return executeJob((await params).name, request, jobs);
}
