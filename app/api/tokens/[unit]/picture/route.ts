import { limitCalls } from "@/lib/auth/limit-calls";
import { withUser } from "@/lib/auth/with-user";
import { getPicture } from "@/lib/tokens/get-picture";

export const GET = withUser<{ unit: string }>(async ({ user, params, request }) => {
  await limitCalls("picture", request.headers, new Date(), user.id);
  const { bytes, mediaType } = await getPicture(user.id, params.unit);
  return new Response(bytes, {
    headers: {
      "content-type": mediaType,
      "content-security-policy": "default-src 'none'; sandbox",
      // What an IPFS address names never changes.
      "cache-control": "private, max-age=2592000, immutable",
    },
  });
});
