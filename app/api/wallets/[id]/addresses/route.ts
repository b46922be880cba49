import { limitCalls } from "@/lib/auth/limit-calls";
import { withUser } from "@/lib/auth/with-user";
import { patchWalletAddressRequest, walletAddressesQuery } from "@/lib/contract/wallet-addresses";
import { respond } from "@/lib/http/respond";
import { listAddresses } from "@/lib/wallets/list-addresses";
import { sayOfAddress } from "@/lib/wallets/say-of-address";

type Params = { id: string };

export const GET = withUser<Params>(async ({ user, params, query }) =>
  respond(await listAddresses(user.id, params.id, query(walletAddressesQuery))),
);

export const PATCH = withUser<Params>(async ({ user, params, body, request }) => {
  await limitCalls("say-of-address", request.headers, new Date(), user.id);
  await sayOfAddress(user.id, params.id, await body(patchWalletAddressRequest));
  return respond(await listAddresses(user.id, params.id, walletAddressesQuery.parse({})));
});
