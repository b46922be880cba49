import type { SceneName } from "@/dev/chain/scenes/catalogue";
import { WALLET_KINDS, type WalletKind } from "@/dev/chain/scenes/world";

export type Service = "database" | "redis" | "queue" | "chain" | "koios";

type CallFault = "die" | "die-after" | "lose";

/** One thing that goes wrong, or that somebody does. A story without events is a plain sync. Times are ms after its start. */
export type Event =
  /** At the nth call of a service in a function's run: die before or after its effect, or lose its answer. */
  | {
      readonly kind: "call";
      readonly run: number;
      readonly of: Service;
      readonly nth: number;
      readonly what: CallFault;
    }
  /** At that call the function is frozen, and goes on later as if nothing had been. */
  | { readonly kind: "freeze"; readonly run: number; readonly of: Service; readonly nth: number; readonly ms: number }
  | { readonly kind: "skew"; readonly run: number; readonly ms: number }
  | {
      readonly kind: "message";
      readonly index: number;
      /** `same-signature`: each delivery of it is signed as the first was. */
      readonly what: "duplicate" | "delay" | "outdate" | "same-signature";
      readonly ms: number;
    }
  | { readonly kind: "lost-message"; readonly of: "sync-wallet" | "sync-watchdog"; readonly nth: number }
  /** The batch that it is part of is taken without it. */
  | { readonly kind: "refused-message"; readonly of: "sync-wallet" | "sync-watchdog"; readonly nth: number }
  | { readonly kind: "outage"; readonly of: Service; readonly from: number; readonly ms: number; readonly how: string }
  | { readonly kind: "flush"; readonly at: number }
  | { readonly kind: "poison"; readonly nth: number }
  | { readonly kind: "mine"; readonly at: number; readonly scene: SceneName }
  /** So many transactions, one a block, each as long after the one before it. */
  | { readonly kind: "surge"; readonly at: number; readonly count: number; readonly everyMs: number }
  | { readonly kind: "advance"; readonly at: number; readonly blocks: number }
  | { readonly kind: "rollback"; readonly at: number; readonly depth: number; readonly remine: boolean }
  | { readonly kind: "refresh"; readonly at: number }
  /** Somebody opens the page of their gains. */
  | { readonly kind: "look"; readonly at: number }
  | { readonly kind: "cancel"; readonly at: number }
  | { readonly kind: "delete"; readonly at: number; readonly what: "wallet" | "user" }
  /** Another wallet of the same person is added, or is theirs no more. */
  | { readonly kind: "follow" | "unfollow"; readonly at: number; readonly nth: number };

/** A wallet of the same person, whom the story's own one and those after it pay now and then. */
interface OtherWallet {
  readonly kind: WalletKind;
  readonly transactions: number;
}

/** What Koios allows this server; small, so that small wallets meet it. */
interface KoiosPlan {
  /** Calls in ten seconds. */
  readonly burst: number;
  /** Transactions that are asked for in one call. */
  readonly perCall: number;
  readonly dailyQuota: number;
  readonly hasToken: boolean;
}

export interface Story {
  readonly seed: number;
  readonly transactions: number;
  readonly addresses: number;
  /** An account with its stake key by itself; a contract's address is one address without, as an enterprise one is. */
  readonly walletKind?: "account" | "enterprise";
  readonly others?: readonly OtherWallet[];
  /** Blocks over which the wallet's history is spread; by itself months. */
  readonly spanBlocks?: number;
  readonly latencyMs: number;
  /** Of one statement; by itself 3. */
  readonly databaseMs?: number;
  /** Bytes are asked of Blockfrost alone where it is absent or null. */
  readonly koios?: KoiosPlan | null;
  /** Start of the story within its UTC day. */
  readonly startsAtMs: number;
  readonly events: readonly Event[];
}

/** Mulberry32: small, fast, and the same everywhere. */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const hour = 3_600_000;
const chainTroubles = ["402", "403", "404-transaction", "418", "429", "500", "hang", "html", "truncated"] as const;
const koiosTroubles = [
  "down",
  "hang",
  "html",
  "truncated",
  "429",
  "429-later",
  "500",
  "401",
  "403",
  "huge",
  "partial",
] as const;
/** Each is found out by something else. */
const koiosLies = ["lie", "cut", "lie-flag", "lie-flag", "lie-auxiliary", "lie-script-data"] as const;
/** Away, or there and refusing each message since the day's are used up. */
const queueTroubles = ["down", "daily-limit"] as const;
const callFaults = ["die", "die-after", "lose"] as const;
const scenes = ["receive", "send", "self-transfer", "receive-tokens", "place-order", "register", "withdraw"] as const;

/** The story of a seed: a wallet, and one to seven events. */
export function storyOf(seed: number): Story {
  const random = randomOf(seed * 7_919 + 17);
  const below = (limit: number) => Math.floor(random() * limit);
  const pick = <T>(values: readonly [T, ...T[]]): T => values[below(values.length)] ?? values[0];
  const soon = () => below(pick([3_000, 20_000, 90_000]));
  const someCall = () =>
    pick<{ of: Service; nth: number }>([
      { of: "database", nth: below(8) },
      { of: "queue", nth: below(2) },
      { of: "redis", nth: below(8) },
      { of: "chain", nth: below(30) },
    ]);
  const makers: readonly [() => Event[], ...(() => Event[])[]] = [
    () => [{ kind: "call", run: below(8), ...someCall(), what: pick(callFaults) }],
    () => [{ kind: "call", run: below(3), ...someCall(), what: pick(callFaults) }],
    () => [{ kind: "freeze", run: 1 + below(4), ...someCall(), ms: 12_000 + below(60_000) }],
    () => [{ kind: "freeze", run: 1 + below(2), of: "database", nth: 1 + below(5), ms: 10_000 + below(20_000) }],
    () => [
      { kind: "lost-message", of: "sync-watchdog", nth: 0 },
      { kind: "call", run: 1 + below(3), of: "queue", nth: 0, what: pick(callFaults) },
    ],
    () => [{ kind: "skew", run: below(6), ms: pick([-60_000, -20_000, 20_000, 60_000]) }],
    () => [
      {
        kind: "message",
        index: below(8),
        what: pick(["duplicate", "delay", "same-signature"] as const),
        ms: pick([0, 1_000, 15_000, 1_800_000]),
      },
    ],
    () => [{ kind: "message", index: below(4), what: "outdate", ms: 0 }],
    () => [{ kind: "lost-message", of: pick(["sync-wallet", "sync-watchdog"] as const), nth: below(3) }],
    () => [
      { kind: "outage", of: "database", from: soon(), ms: below(120_000), how: pick(["down", "asleep", "exhausted"]) },
    ],
    () => [{ kind: "outage", of: "redis", from: soon(), ms: below(120_000), how: "down" }],
    () => [{ kind: "refused-message", of: pick(["sync-wallet", "sync-watchdog"] as const), nth: below(3) }],
    () => [
      {
        kind: "outage",
        of: "queue",
        from: soon(),
        ms: pick([2_000, 60_000, 600_000, 7 * hour]),
        how: pick(queueTroubles),
      },
    ],
    () => [{ kind: "outage", of: "chain", from: soon(), ms: pick([1_000, 30_000, 300_000]), how: pick(chainTroubles) }],
    () => [{ kind: "flush", at: soon() }],
    () => [{ kind: "poison", nth: below(8) }],
    () => [{ kind: "mine", at: soon(), scene: pick(scenes) }],
    () => rollback(soon(), pick([1, 20, 400, 2_160]), random() < 0.6),
    () => [...rollback(1_000 + below(6_000), 20, true), ...rollback(8_000 + below(30_000), 30, random() < 0.5)],
    () => [
      { kind: "refresh", at: 30_000 + below(60_000) },
      ...rollback(25_000 + below(40_000), pick([1, 20, 400]), random() < 0.7),
    ],
    () => deepRollback(below(30_000)),
    () => [{ kind: "refresh", at: soon() }],
    () => [
      pick<Event>([
        { kind: "cancel", at: soon() },
        { kind: "delete", at: soon(), what: pick(["wallet", "user"] as const) },
      ]),
    ],
  ];
  const drawn = Array.from({ length: 1 + below(6) }, () => pick(makers)()).flat();
  // A queue that loses messages at all is out of order; one that loses a step and its watchdog too is the daily sweep's.
  const lost = drawn.find(({ kind }) => kind === "lost-message");
  const events = drawn.filter((event) => event.kind !== "lost-message" || event === lost);
  const { others, followed } = othersOf(seed);
  const { koios, troubles } = koiosOf(seed);
  const { databaseMs, looks } = looksOf(seed);
  const size = { transactions: random() < 0.04 ? 110 : 3 + below(14), addresses: 1 + below(4) };
  const latencyMs = pick([50, 200, 700, 1_500]);
  return {
    ...{ seed, ...size, latencyMs },
    startsAtMs: random() < 0.3 ? 24 * hour - below(120_000) : below(23 * hour),
    others,
    koios,
    // A chain and a database that are both slow leave a step no time.
    databaseMs: latencyMs > 200 ? 3 : databaseMs,
    events: [...events, ...followed, ...troubles, ...looks],
  };
}

/** Every other person wants to know what they gained, some of a database so slow that a request does not suffice. */
function looksOf(seed: number): { databaseMs: number; looks: Event[] } {
  const random = randomOf(seed * 49_979_687 + 11);
  const below = (limit: number) => Math.floor(random() * limit);
  const pick = <T>(values: readonly [T, ...T[]]): T => values[below(values.length)] ?? values[0];
  if (random() < 0.5) return { databaseMs: 3, looks: [] };
  const call = () => ({
    run: 3 + below(25),
    ...pick([
      { of: "database", nth: below(40) },
      { of: "queue", nth: 0 },
    ] as const),
  });
  const makers: readonly [() => Event, ...(() => Event)[]] = [
    () => ({ kind: "look", at: 10_000 + below(pick([20_000, 200_000])) }),
    () => ({ kind: "look", at: 10_000 + below(pick([20_000, 200_000])) }),
    () => ({ kind: "call", ...call(), what: pick(callFaults) }),
    () => ({ kind: "freeze", ...call(), ms: 12_000 + below(60_000) }),
    () => ({ kind: "mine", at: 60_000 + below(100_000), scene: pick(scenes) }),
    () => ({ kind: "refresh", at: 60_000 + below(100_000) }),
  ];
  const first: Event = { kind: "look", at: 10_000 + below(100_000) };
  return { databaseMs: pick([3, 40, 120]), looks: [first, ...Array.from({ length: below(6) }, () => pick(makers)())] };
}

/** Every other person has further wallets; most of them come in the middle of things, and some go again. */
function othersOf(seed: number): { others: OtherWallet[]; followed: Event[] } {
  const random = randomOf(seed * 104_729 + 31);
  const below = (limit: number) => Math.floor(random() * limit);
  const others = Array.from({ length: Math.max(0, below(4) - 1) }, () => ({
    kind: WALLET_KINDS[below(WALLET_KINDS.length)] ?? "account",
    transactions: 2 + below(8),
  }));
  const followed = others.flatMap((_, nth): Event[] => {
    const at = 1 + below([3_000, 20_000, 90_000][below(3)] ?? 1);
    const follow: Event = { kind: "follow", at, nth };
    if (random() < 0.8) return [follow];
    return [follow, { kind: "unfollow", at: at + 1_000 + below(60_000), nth }];
  });
  return { others, followed };
}

/** Who brings the bytes in bulk, and what is wrong with them: seldom nobody, often nothing. */
function koiosOf(seed: number): { koios: KoiosPlan | null; troubles: Event[] } {
  const random = randomOf(seed * 15_485_863 + 7);
  const below = (limit: number) => Math.floor(random() * limit);
  const pick = <T>(values: readonly [T, ...T[]]): T => values[below(values.length)] ?? values[0];
  if (random() < 0.12) return { koios: null, troubles: [] };
  const perCall = pick([2, 4, 14, 75]);
  const koios = { perCall, hasToken: perCall > 14, burst: pick([4, 8, 100]), dailyQuota: pick([5_000, 5_000, 6]) };
  const from = () => pick([0, below(3_000), below(90_000)]);
  const outage = (how: string, ms: number): Event => ({ kind: "outage", of: "koios", from: from(), ms, how });
  const call = () => ({ of: "koios", run: 1 + below(4), nth: below(6) }) as const;
  const makers: readonly [() => Event[], ...(() => Event[])[]] = [
    () => [outage(pick(koiosTroubles), pick([1_000, 30_000, 300_000, 24 * hour]))],
    () => [outage(pick(koiosTroubles), pick([1_000, 30_000, 24 * hour]))],
    () => [outage(pick(koiosLies), pick([1_000, 30_000, 24 * hour]))],
    () => [outage(pick(koiosLies), pick([3_000, 24 * hour]))],
    () => liedAbout("failed-script", "lie-flag", below(20_000)),
    () => liedAbout(pick(["failed-script", "send", "withdraw"]), pick(koiosLies), below(20_000)),
    () => [{ kind: "call", ...call(), what: pick(callFaults) }],
    () => [{ kind: "freeze", ...call(), ms: 12_000 + below(60_000) }],
  ];
  return { koios, troubles: Array.from({ length: below(3) }, () => pick(makers)()).flat() };
}

/** An order is placed, and known; Koios tells something else of what comes after it. */
function liedAbout(scene: SceneName, how: (typeof koiosLies)[number], jitter: number): Event[] {
  return [
    { kind: "mine", at: 8_000, scene: "place-order" },
    { kind: "refresh", at: 30_000 + jitter },
    { kind: "mine", at: 60_000 + jitter, scene },
    { kind: "outage", of: "koios", from: 61_000 + jitter, ms: 24 * hour, how },
    { kind: "refresh", at: 90_000 + jitter },
  ];
}

function rollback(at: number, depth: number, remine: boolean): Event[] {
  return [{ kind: "rollback", at, depth, remine }];
}

/** New transactions settle for good, a refresh sees them, and then the chain forgets them. */
function deepRollback(jitter: number): Event[] {
  return [
    { kind: "mine", at: 20_000, scene: "receive" },
    { kind: "advance", at: 21_000, blocks: 2_300 },
    { kind: "refresh", at: 60_000 },
    { kind: "mine", at: 110_000 + jitter, scene: "receive" },
    { kind: "rollback", at: 120_000 + jitter, depth: 2_400, remine: false },
    { kind: "refresh", at: 130_000 + jitter },
  ];
}
