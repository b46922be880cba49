import "server-only";
import { db } from "@/lib/db";
import { env } from "@/lib/env";
import { AppError } from "@/lib/contract/app-error";
import { limits } from "@/lib/contract/limits";
import { isFlat } from "@/lib/http/is-flat";
import { readBytes } from "@/lib/http/read-body";
import { log } from "@/lib/log";
import { asked } from "@/lib/asker";
import { takeHooked } from "@/lib/market/take-hooked";
import { redisKey, withRedis } from "@/lib/redis";
import { needsPerson } from "@/lib/refresh/needs-person";
import { startBackgroundSync } from "@/lib/refresh/start-background-sync";
import { subjectsOf, webhookEvent } from "@/lib/refresh/webhook-event";
import { isSigned, readWebhookSignature, toleranceSeconds } from "@/lib/refresh/webhook-signature";

/**
 * Refreshes the wallets that a Blockfrost event touches; resolves with how many. An event that was taken before, or that
 * names nobody's address, touches none. The market takes the pools in it; of a webhook of the market's own nothing else is looked at.
 * Throws `unauthenticated` where the signature is missing, foreign or too old, `cache_unavailable` where the market cannot keep it.
 */
export async function acceptWebhook(request: Request, now: Date): Promise<number> {
  const { body, isOfMarket } = await signedBody(request, now);
  const told = parsed(body);
  const refreshed = isOfMarket ? 0 : await refreshTouched(told);
  await takeHooked(told, now.getTime());
  return refreshed;
}

async function refreshTouched(told: unknown): Promise<number> {
  const event = webhookEvent.safeParse(told);
  if (!event.success) {
    log.warn("webhook.not_understood", { reason: event.error.issues[0]?.message });
    return 0;
  }
  const { id } = event.data;
  const subjects = subjectsOf(event.data);
  if (subjects.length === 0 || (await isKnown(id))) return 0;
  const wallets = await walletsOf(subjects);
  await asked(null, () => Promise.all(wallets.map(({ userId, walletId }) => startBackgroundSync(userId, walletId))));
  await remember(id);
  return wallets.length;
}

/** All users' wallets of these subjects, without those that need a person first. */
function walletsOf(subjects: string[]): Promise<{ userId: string; walletId: string }[]> {
  return db().$queryRaw`
    SELECT w.user_id AS "userId", w.id AS "walletId" FROM wallet w
    LEFT JOIN LATERAL (
      SELECT error_code FROM sync_job s WHERE s.wallet_id = w.id ORDER BY s.scheduled_at DESC, s.id DESC LIMIT 1
    ) j ON true
    WHERE w.network = ${env().CARDANO_NETWORK} AND w.subject = ANY(${subjects}::text[])
      AND (j.error_code = ANY(${[...needsPerson]}::text[])) IS NOT TRUE`;
}

interface SignedBody {
  readonly body: Buffer;
  /** With a secret of the webhooks that are for the market alone. */
  readonly isOfMarket: boolean;
}

/** The bytes that Blockfrost signed. Whose header has another form is not even read, and no body is parsed before this. */
async function signedBody(request: Request, now: Date): Promise<SignedBody> {
  const { BLOCKFROST_WEBHOOK_SECRET: secret, BLOCKFROST_MARKET_WEBHOOK_SECRETS: ofMarket } = env();
  const signature = readWebhookSignature(request.headers.get("blockfrost-signature"));
  if ((secret === undefined && ofMarket.length === 0) || signature === null) throw refused("form");
  const body = await readBytes(request, limits.webhookBodyBytes);
  const signs = (each: string) => isSigned(body, signature, each, now);
  if (secret !== undefined && signs(secret)) return { body, isOfMarket: false };
  if (ofMarket.some(signs)) return { body, isOfMarket: true };
  throw refused("signature");
}

function refused(reason: "form" | "signature"): AppError {
  log.warn("webhook.signature_refused", { reason });
  return new AppError({ code: "unauthenticated", detail: "Only Blockfrost may call this, with this server's secret." });
}

/** Undefined for what is no JSON, or is nested as no event is. */
function parsed(body: Buffer): unknown {
  const text = body.toString("utf8");
  try {
    return isFlat(text, limits.jsonDepth) ? JSON.parse(text) : undefined;
  } catch {
    return undefined;
  }
}

/** Without Redis an event may be taken twice: the second refresh finds the first one, or nothing new. */
async function isKnown(id: string): Promise<boolean> {
  try {
    return (await withRedis(1, (redis) => redis.exists(redisKey("webhook", id)))) === 1;
  } catch (error) {
    log.warn("webhook.replay_unchecked", { id, error });
    return false;
  }
}

/** Only after its effect, so that an event whose refresh failed may come again. */
async function remember(id: string): Promise<void> {
  try {
    await withRedis(1, (redis) => redis.set(redisKey("webhook", id), "1", { ex: 2 * toleranceSeconds }));
  } catch (error) {
    log.warn("webhook.not_remembered", { id, error });
  }
}
