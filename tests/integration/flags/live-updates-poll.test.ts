import { expect, test } from "vitest";
import { GET as events } from "@/app/api/events/route";
import { GET as sync } from "@/app/api/sync/[jobId]/route";
import { createGuest } from "@/lib/auth/create-guest";
import { job } from "@/lib/contract/job";
import { startSync } from "@/lib/sync/start-sync";
import { callRoute } from "@/tests/support/call-route";
import { withDatabase } from "@/tests/support/database";
import { addWallet } from "@/tests/support/rows";

withDatabase(() => ({ LIVE_UPDATES: "poll" }));

test("LIVE_UPDATES=poll: the stream tells the browser to stay away, and asking gives the same job", async () => {
  const { user, token } = await createGuest(new Date());
  expect((await callRoute(events, "/api/events", { session: token })).status).toBe(204);
  const { id } = await startSync(user.id, await addWallet(user.id));
  const answer = await callRoute(sync, `/api/sync/${id}`, { session: token, params: { jobId: id } });
  expect(job.parse(await answer.json())).toMatchObject({ id, status: "queued", processed: 0 });
});
