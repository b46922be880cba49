import { startJobServer } from "@/tests/support/job-server";

/** The app's executor in a process of its own, so that it can be killed; tells its URL to the process that started it. */
const { url } = await startJobServer();
process.send?.(url);
