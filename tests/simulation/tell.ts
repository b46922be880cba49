import { isDeepStrictEqual } from "node:util";
import { deleteAccount } from "@/lib/auth/delete-account";
import { db } from "@/lib/db";
import { readSettings } from "@/lib/gains/settings-store";
import { tellGains } from "@/lib/gains/tell-gains";
import { log } from "@/lib/log";
import { retryQuarantined } from "@/lib/sync/retry-quarantined";
import { startSync } from "@/lib/sync/start-sync";
import { cancelSync } from "@/lib/sync/sync-jobs";
import { sweep } from "@/lib/sync/watchdog";
import { addWallet } from "@/lib/wallets/add-wallet";
import { deleteWallet } from "@/lib/wallets/delete-wallet";
import { resumeRemovals } from "@/lib/wallets/remove-rows";
import { gainsAnew, toldGains } from "@/tests/support/told-gains";
import { isHarmless, judge, judgeSyncs, type Followed } from "./judge";
import { SilenceCheck } from "./silence";
import type { Event } from "./story";
import { subjectOf, type World } from "./world";

export interface Verdict {
  readonly violations: readonly string[];
  /** Events that were told and never came about. */
  readonly idle: readonly Event[];
}

const dayMs = 86_400_000;
/** A queue that takes no messages for longer than its own retries leaves nobody but the daily sweep. */
const longOutageMs = 1_200_000;

/** Plays one story: a wallet is added and perhaps others of the same person, things go wrong, all is well again, and then everything must be as it should. */
export async function tell(world: World): Promise<Verdict> {
  await forgetEverything();
  await world.flush();
  const { id: userId } = await db().user.create({ data: { kind: "guest" } });
  for (const event of world.story.events) schedule(world, event, userId);
  const address = subjectOf(world.wallet);
  // Who gets no answer tries again, as people do.
  for (let tries = 0; tries < 6 && (await walletOf(world, userId)) === null; tries += 1) {
    await requestNow(world, () => addWallet(userId, { address }));
    await world.clock.run(() => false, world.clock.now + 20_000 * (tries + 1));
    if (!(await isThere(userId))) break;
  }
  await untilQuiet(world);
  if (world.violations.length === 0) await judgeSyncs(world, userId);
  const isGood = () => world.violations.length === 0;
  const verdict = () => ({
    violations: world.violations,
    idle: world.story.events.filter((event) => !world.functions.struck.has(event)),
  });
  // A day later, when a quiet refresh would not do, and when the last function that slept has woken.
  await world.clock.run(() => false, world.clock.now + dayMs + 3_600_000);
  const followed = await followedBy(userId);
  if (followed.length === 0) {
    await finishRemoval(world);
    return verdict();
  }
  for (const { walletId } of followed) if (isGood()) await finalRefresh(world, userId, walletId);
  if (isGood()) await finishTelling(world, userId);
  if (isGood() && isLookedAt(world.story)) await judgeGains(world, userId);
  if (isGood()) await judge(world, followed);
  if (isGood() && world.blockfrost.poisoned.size > 0) {
    world.blockfrost.poisoned.clear();
    await replay(world, userId);
    if (isGood()) await judge(world, followed);
  }
  return verdict();
}

/** Much faster than TRUNCATE for the few rows that a story leaves. */
export async function forgetEverything(): Promise<void> {
  await db().user.deleteMany();
  await db().token.deleteMany();
  await db().rawTransaction.deleteMany();
}

/** Lets time pass until every job has ended and every event is over; looks out for silence all the while. */
export async function untilQuiet(world: World): Promise<void> {
  const { clock, story } = world;
  const overAt = world.startedAt + Math.max(0, ...story.events.map(endOf)) + 1_000;
  const longOutage = story.events.some(
    (event) => event.kind === "outage" && event.of !== "koios" && event.ms > longOutageMs,
  );
  // The sweep comes once a day, and what the queue refuses it is the next one's.
  const sweeps = story.events.some(({ kind }) => kind === "refused-message") ? 2 : 1;
  const silence = new SilenceCheck(world);
  const days = 2 + sweeps;
  const limit = world.startedAt + days * dayMs;
  for (let sweepsAt = overAt; clock.now < limit;) {
    const next = await silence.look(longOutage && clock.now < overAt + sweeps * dayMs);
    if (world.violations.length > 0) return;
    if (next === null) {
      if (clock.now >= overAt) return;
      await clock.run(() => false, overAt);
    } else {
      if (longOutage && clock.now >= sweepsAt) {
        sweepsAt = clock.now + dayMs;
        await requestNow(world, () => sweep());
      }
      await clock.run(() => false, Math.max(next, clock.now + 1_000));
    }
  }
  world.violations.push(`a job does not end in ${String(days)} days`);
}

/** Reads, proves, and must succeed. */
async function finalRefresh(world: World, userId: string, walletId: string): Promise<void> {
  const isTooDeep = async () => (await newestJob(walletId))?.errorCode === "rollback_too_deep";
  const wasTooDeep = await isTooDeep();
  await requestNow(world, () => startSync(userId, walletId, { full: wasTooDeep }));
  await untilQuiet(world);
  // Nobody has refreshed since the chain forgot what was settled: the first to see it is told, and starts anew.
  const isToldNow = !wasTooDeep && world.violations.length === 0 && (await isTooDeep());
  if (isToldNow) await requestNow(world, () => startSync(userId, walletId, { full: true }));
  await expectCompleted(world, walletId, "the final refresh");
}

/** What no message is under way for any more is the daily sweep's; after it nothing is to be told again. */
async function finishTelling(world: World, userId: string): Promise<void> {
  if ((await db().dueTelling.count({ where: { userId } })) === 0) return;
  await requestNow(world, () => sweep());
  await world.clock.run(() => false, world.clock.now + 3_600_000);
  if ((await db().dueTelling.count({ where: { userId } })) > 0)
    world.violations.push("rows are still to be told again");
}

const isLookedAt = ({ events }: World["story"]): boolean => events.some(({ kind }) => kind === "look");

/** Whoever goes on looking at their gains gets them whole, and as they are with nothing remembered. */
async function judgeGains(world: World, userId: string): Promise<void> {
  await judgeChain(world, userId);
  const settings = await readSettings(userId);
  const answers: boolean[] = [];
  const look = async () => answers.push((await tellGains(userId)).progress.isDone);
  for (let looks = 0; looks < 60 && answers.at(-1) !== true; looks += 1) {
    await requestNow(world, look);
    await world.clock.run(() => false, world.clock.now + 30_000);
  }
  if (answers.at(-1) !== true) world.violations.push("gains are never told to their end");
  const told = await toldGains(userId);
  if (!isDeepStrictEqual(told, await gainsAnew(userId, settings)))
    world.violations.push("gains differ from those of a fresh fold");
}

/** Once begun, gains are told to their end behind whoever looked, and nobody is left holding them. */
async function judgeChain({ story, clock, violations }: World, userId: string): Promise<void> {
  if (!story.events.every((event) => isHarmless(event) && event.kind !== "unfollow")) return;
  const begun = await db().gainsFold.findUnique({ where: { userId } });
  if (begun === null) return;
  if (begun.endedSeq === null) violations.push("gains that were begun are not told to their end");
  if ((begun.leaseUntil?.getTime() ?? 0) > clock.now) violations.push("gains are held by nobody");
}

/** A day later nothing is left of what was deleted, wherever its function was killed. */
async function finishRemoval(world: World): Promise<void> {
  await world.clock.run(() => false, world.clock.now + dayMs);
  await requestNow(world, () => resumeRemovals());
  await world.clock.run(() => false, world.clock.now + 3_600_000);
  const counts = await Promise.all([
    db().wallet.count(),
    db().transaction.count(),
    db().assetFlow.count(),
    db().syncJob.count(),
    db().tokenLookup.count(),
  ]);
  if (counts.some((count) => count > 0)) world.violations.push("rows are left of a deleted wallet");
}

function newestJob(walletId: string) {
  return db().syncJob.findFirst({ where: { walletId }, orderBy: { scheduledAt: "desc" } });
}

async function replay(world: World, userId: string): Promise<void> {
  const quarantined = await db().quarantinedTransaction.findMany({ where: { userId } });
  for (const { id, walletId } of quarantined) {
    if ((await db().quarantinedTransaction.count({ where: { id } })) === 0) continue;
    await requestNow(world, () => retryQuarantined(userId, id));
    await expectCompleted(world, walletId, "the replay");
  }
  const left = await db().quarantinedTransaction.count({ where: { userId } });
  if (left > 0) world.violations.push("a readable transaction stays in quarantine");
}

async function expectCompleted(world: World, walletId: string, what: string): Promise<void> {
  await untilQuiet(world);
  const job = await newestJob(walletId);
  if (job?.status !== "completed")
    world.violations.push(`${what} is ${job?.status ?? "missing"}: ${job?.errorCode ?? ""} ${job?.errorDetail ?? ""}`);
}

/** A request of the browser; a failure is shown to the person, who may try again. */
async function request(world: World, work: () => Promise<unknown>): Promise<void> {
  await world.functions.invoke(() => work().catch((error: unknown) => log.warn("request.failed", { error })));
}

/** The same, with time passing until it is answered. */
export async function requestNow(world: World, work: () => Promise<unknown>): Promise<void> {
  let isAnswered = false;
  void request(world, work).then(() => (isAnswered = true));
  await world.clock.run(() => isAnswered, world.clock.now + 60_000);
}

function schedule(world: World, event: Event, userId: string): void {
  if (!("at" in event)) return;
  const { chain } = world;
  const happen = async (): Promise<void> => {
    world.functions.struck.add(event);
    const walletId = await walletOf(world, userId);
    switch (event.kind) {
      case "flush":
        return world.flush();
      case "mine":
        return void chain.appendTx("wallet", event.scene);
      case "surge":
        for (let nth = 0; nth < event.count; nth += 1)
          world.clock.at(world.clock.now + nth * event.everyMs, () => void chain.appendTx("wallet", "receive"));
        return;
      case "advance":
        return void chain.advance(event.blocks);
      case "rollback":
        return void chain.rollback(event.depth, { remine: event.remine });
      case "refresh":
        return walletId === null ? undefined : request(world, () => startSync(userId, walletId));
      case "look":
        return request(world, () => tellGains(userId));
      case "cancel": {
        const job = await db().syncJob.findFirst({ where: { userId, finishedAt: null } });
        return job === null ? undefined : request(world, () => cancelSync(userId, job.id));
      }
      case "delete":
        if (event.what === "user") {
          return request(world, () => deleteAccount(userId));
        }
        return walletId === null ? undefined : request(world, () => deleteWallet(userId, walletId));
      case "follow":
        // Whoever is gone has no session to ask with.
        if (!(await isThere(userId))) return;
        return request(world, () => addWallet(userId, { address: otherOf(world, event.nth) }));
      case "unfollow": {
        const other = (await followedBy(userId)).find(({ subject }) => subject === otherOf(world, event.nth));
        return other === undefined ? undefined : request(world, () => deleteWallet(userId, other.walletId));
      }
    }
  };
  world.clock.at(world.startedAt + event.at, () => void happen());
}

function endOf(event: Event): number {
  if (event.kind === "outage") return event.from + event.ms;
  if (event.kind === "surge") return event.at + event.count * event.everyMs;
  if ("at" in event) return event.at;
  return event.kind === "message" || event.kind === "freeze" ? event.ms : 0;
}

const otherOf = (world: World, nth: number): string => {
  const other = world.others[nth];
  if (other === undefined) throw new Error(`the story has no other wallet ${String(nth)}`);
  return subjectOf(other);
};

async function isThere(userId: string): Promise<boolean> {
  return (await db().user.count({ where: { id: userId, removedAt: null } })) > 0;
}

async function followedBy(userId: string): Promise<Followed[]> {
  const wallets = await db().wallet.findMany({ where: { userId, removed: null }, orderBy: { subject: "asc" } });
  return wallets.map(({ id: walletId, subject }) => ({ walletId, subject }));
}

async function walletOf(world: World, userId: string): Promise<string | null> {
  const followed = await followedBy(userId);
  return followed.find(({ subject }) => subject === subjectOf(world.wallet))?.walletId ?? null;
}
