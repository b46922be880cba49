import {
  ArrowDownLeft,
  ArrowLeftRight,
  ArrowUpRight,
  CircleHelp,
  Droplets,
  FileCode,
  Flame,
  Gift,
  HandCoins,
  Hourglass,
  KeyRound,
  Landmark,
  Lock,
  LockOpen,
  RefreshCw,
  Sparkles,
  Sprout,
  Tag,
  TriangleAlert,
  Undo2,
  Vote,
} from "lucide-react";
import type { LucideIcon } from "lucide-react";
import { cn } from "@/app/ui/cn";
import type { Action } from "@/app/words/action-words";

const calm = "bg-raised text-muted";
const good = "bg-good-soft text-good";
const accent = "bg-accent-soft text-accent";
const bad = "bg-bad-soft text-bad";

const looks = {
  receive: { Icon: ArrowDownLeft, look: good },
  send: { Icon: ArrowUpRight, look: calm },
  self_transfer: { Icon: RefreshCw, look: calm },
  internal_transfer: { Icon: ArrowLeftRight, look: calm },
  stake_registration: { Icon: KeyRound, look: accent },
  stake_deregistration: { Icon: Undo2, look: accent },
  stake_delegation: { Icon: Landmark, look: accent },
  vote_delegation: { Icon: Vote, look: accent },
  reward_withdrawal: { Icon: Gift, look: good },
  drep_registration: { Icon: Vote, look: accent },
  drep_retirement: { Icon: Vote, look: accent },
  drep_update: { Icon: Vote, look: accent },
  pool_registration: { Icon: Landmark, look: accent },
  pool_retirement: { Icon: Landmark, look: accent },
  governance_vote: { Icon: Vote, look: accent },
  governance_proposal: { Icon: Vote, look: accent },
  treasury_donation: { Icon: Vote, look: accent },
  mint: { Icon: Sparkles, look: good },
  burn: { Icon: Flame, look: calm },
  airdrop: { Icon: Gift, look: good },
  claim: { Icon: Gift, look: good },
  order_place: { Icon: Hourglass, look: accent },
  order_fill: { Icon: ArrowLeftRight, look: good },
  order_partial: { Icon: ArrowLeftRight, look: accent },
  order_cancel: { Icon: Undo2, look: calm },
  order_expire: { Icon: Undo2, look: calm },
  order_refund: { Icon: Undo2, look: calm },
  order_execution: { Icon: FileCode, look: calm },
  direct_swap: { Icon: ArrowLeftRight, look: good },
  lp_deposit: { Icon: Droplets, look: accent },
  lp_withdraw: { Icon: Droplets, look: good },
  farm_stake: { Icon: Sprout, look: accent },
  farm_unstake: { Icon: Sprout, look: calm },
  farm_harvest: { Icon: Sprout, look: good },
  lend_supply: { Icon: HandCoins, look: accent },
  lend_withdraw: { Icon: HandCoins, look: good },
  lend_borrow: { Icon: HandCoins, look: accent },
  lend_repay: { Icon: HandCoins, look: calm },
  liquidation: { Icon: TriangleAlert, look: bad },
  cdp_open: { Icon: HandCoins, look: accent },
  cdp_adjust: { Icon: HandCoins, look: accent },
  cdp_close: { Icon: HandCoins, look: calm },
  stability_deposit: { Icon: HandCoins, look: accent },
  stability_withdraw: { Icon: HandCoins, look: good },
  nft_list: { Icon: Tag, look: accent },
  nft_delist: { Icon: Undo2, look: calm },
  nft_buy: { Icon: Tag, look: good },
  nft_sell: { Icon: Tag, look: good },
  nft_offer: { Icon: Tag, look: accent },
  nft_offer_cancel: { Icon: Undo2, look: calm },
  bridge_out: { Icon: ArrowUpRight, look: accent },
  bridge_in: { Icon: ArrowDownLeft, look: accent },
  lock: { Icon: Lock, look: accent },
  unlock: { Icon: LockOpen, look: good },
  multisig: { Icon: KeyRound, look: accent },
  protocol_operation: { Icon: FileCode, look: calm },
  contract_interaction: { Icon: FileCode, look: accent },
  failed_script: { Icon: TriangleAlert, look: bad },
  unclassified: { Icon: CircleHelp, look: calm },
} as const satisfies Record<Action, { Icon: LucideIcon; look: string }>;

/** The action as a picture; its words always stand beside it. */
export function ActionIcon({ action }: { readonly action: Action }) {
  const { Icon, look } = looks[action];
  return (
    <span aria-hidden className={cn("grid size-9 shrink-0 place-items-center rounded-full", look)}>
      <Icon className="size-4.5" />
    </span>
  );
}
