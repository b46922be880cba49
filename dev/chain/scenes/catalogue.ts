import type { ChainTx } from "../model/chain-tx";
import { lockInVault, receiveAtFranken, spendFranken, unlockVault } from "./locked-value";
import { burn, mintCip68, mintNft, spam } from "./mints";
import { cancelOrder, failedScript, fillOrder, placeOrder } from "./orders";
import {
  delegate,
  deregister,
  foreignRegister,
  foreignWithdraw,
  register,
  voteDelegate,
  withdraw,
} from "./staking-scenes";
import {
  airdrop,
  peerSwap,
  receive,
  receiveFromExchange,
  receiveTokens,
  selfTransfer,
  send,
  sendTokens,
} from "./transfers";
import { WALLET_KINDS, type Moment, type World, type WalletKind } from "./world";

/** Makes one transaction of the wallet's history, or null where the wallet is not in a state for it. */
export type Scene = (world: World, moment: Moment) => ChainTx | null;

export const FEATURES = [
  "tokens",
  "nfts",
  "staking",
  "votes",
  "orders",
  "failed-scripts",
  "vaults",
  "franken",
  "foreign-paid",
  "airdrops",
  "spam",
  "peer-swaps",
] as const;
export type Feature = (typeof FEATURES)[number];

interface Entry {
  readonly run: Scene;
  /** How often it plays beside the others. */
  readonly weight: number;
  /** Null for what every wallet does. */
  readonly feature: Feature | null;
  readonly kinds: readonly WalletKind[];
}

const everyone = WALLET_KINDS;
const scripted = ["account", "enterprise", "pointer"] as const;
const stakers = ["account"] as const;

export const SCENES = {
  receive: { run: receive, weight: 16, feature: null, kinds: everyone },
  "receive-exchange": { run: receiveFromExchange, weight: 6, feature: null, kinds: everyone },
  send: { run: send, weight: 26, feature: null, kinds: everyone },
  "self-transfer": { run: selfTransfer, weight: 7, feature: null, kinds: everyone },
  "receive-tokens": { run: receiveTokens, weight: 8, feature: "tokens", kinds: everyone },
  "send-tokens": { run: sendTokens, weight: 7, feature: "tokens", kinds: everyone },
  airdrop: { run: airdrop, weight: 2, feature: "airdrops", kinds: everyone },
  spam: { run: spam, weight: 1, feature: "spam", kinds: everyone },
  "peer-swap": { run: peerSwap, weight: 2, feature: "peer-swaps", kinds: everyone },
  "mint-nft": { run: mintNft, weight: 1, feature: "nfts", kinds: scripted },
  "mint-cip68": { run: mintCip68, weight: 1, feature: "nfts", kinds: scripted },
  burn: { run: burn, weight: 1, feature: "nfts", kinds: scripted },
  "place-order": { run: placeOrder, weight: 9, feature: "orders", kinds: scripted },
  "fill-order": { run: fillOrder, weight: 9, feature: "orders", kinds: scripted },
  "cancel-order": { run: cancelOrder, weight: 2, feature: "orders", kinds: scripted },
  "failed-script": { run: failedScript, weight: 1, feature: "failed-scripts", kinds: scripted },
  "lock-vault": { run: lockInVault, weight: 2, feature: "vaults", kinds: stakers },
  "unlock-vault": { run: unlockVault, weight: 2, feature: "vaults", kinds: stakers },
  register: { run: register, weight: 3, feature: "staking", kinds: stakers },
  deregister: { run: deregister, weight: 0.1, feature: "staking", kinds: stakers },
  delegate: { run: delegate, weight: 1, feature: "staking", kinds: stakers },
  withdraw: { run: withdraw, weight: 3, feature: "staking", kinds: stakers },
  "vote-delegate": { run: voteDelegate, weight: 1, feature: "votes", kinds: stakers },
  "franken-receive": { run: receiveAtFranken, weight: 0.5, feature: "franken", kinds: stakers },
  "franken-spend": { run: spendFranken, weight: 0.5, feature: "franken", kinds: stakers },
  "foreign-withdraw": { run: foreignWithdraw, weight: 0.5, feature: "foreign-paid", kinds: stakers },
  "foreign-register": { run: foreignRegister, weight: 0.5, feature: "foreign-paid", kinds: stakers },
} as const satisfies Record<string, Entry>;

export type SceneName = keyof typeof SCENES;

export const isSceneName = (name: string): name is SceneName => Object.hasOwn(SCENES, name);

/** What a long enough history shows at least once, in this order. The last order stays open. */
export const MUST_PLAY: readonly SceneName[] = [
  "register",
  "receive-tokens",
  "place-order",
  "fill-order",
  "mint-nft",
  "airdrop",
  "place-order",
  "failed-script",
  "cancel-order",
  "deregister",
  "foreign-register",
  "lock-vault",
  "spam",
  "burn",
  "franken-receive",
  "peer-swap",
  "unlock-vault",
  "franken-spend",
  "withdraw",
  "vote-delegate",
  "self-transfer",
  "foreign-withdraw",
  "delegate",
  "mint-nft",
  "mint-cip68",
  "franken-receive",
  "lock-vault",
  "place-order",
];

export const playable = (name: SceneName, kind: WalletKind, features: ReadonlySet<Feature>): boolean => {
  const entry: Entry = SCENES[name];
  return entry.kinds.includes(kind) && (entry.feature === null || features.has(entry.feature));
};
