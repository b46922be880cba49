import { limitCalls } from "@/lib/auth/limit-calls";
import { addWalletRequest, walletsQuery } from "@/lib/contract/wallet";
import { respond } from "@/lib/http/respond";
import { withUser } from "@/lib/auth/with-user";
import { getSync } from "@/lib/sync/sync-jobs";
import { jobView } from "@/lib/sync/job-view";
import { addWallet } from "@/lib/wallets/add-wallet";
import { getWallet } from "@/lib/wallets/get-wallet";
import { listWallets } from "@/lib/wallets/list-wallets";

export const GET = withUser(async ({ user, query }) => respond(await listWallets(user.id, query(walletsQuery))));

export const POST = withUser(async ({ user, request, body }) => {
  const now = new Date();
  await limitCalls("add-wallet", request.headers, now, user.id);
  const { walletId, created } = await addWallet(user.id, await body(addWalletRequest));
  const wallet = await getWallet(user.id, walletId);
  const job = wallet.sync.jobId === null ? null : jobView(await getSync(user.id, wallet.sync.jobId), now);
  return respond({ wallet, job }, created ? 201 : 200);
});
