import { limitCalls } from "@/lib/auth/limit-calls";
import { patchWalletRequest } from "@/lib/contract/wallet";
import { respond, respondEmpty } from "@/lib/http/respond";
import { withUser } from "@/lib/auth/with-user";
import { deleteWallet } from "@/lib/wallets/delete-wallet";
import { getWallet } from "@/lib/wallets/get-wallet";
import { renameWallet } from "@/lib/wallets/rename-wallet";

type Params = { id: string };

export const GET = withUser<Params>(async ({ user, params }) => respond(await getWallet(user.id, params.id)));

export const PATCH = withUser<Params>(async ({ user, params, body, request }) => {
  await limitCalls("correct", request.headers, new Date(), user.id);
  const { label } = await body(patchWalletRequest);
  return respond(await renameWallet(user.id, params.id, label));
});

export const DELETE = withUser<Params>(async ({ user, params, request }) => {
  await limitCalls("remove", request.headers, new Date(), user.id);
  await deleteWallet(user.id, params.id);
  return respondEmpty();
});
