import { netDeposit, KEY_DEPOSIT, type Certificate, type ChainTx, type DRep } from "../model/chain-tx";
import { Random } from "../model/random";
import { toHex } from "../model/digest";
import { ada } from "../model/value";
import { pay, type Moment, type World } from "./world";

/** The pools and representatives of the simulation, by hash. */
export const POOLS: readonly string[] = Array.from({ length: 6 }, (_, i) => toHex(new Random(`pool/${i}`).bytes(28)));
const DREPS: readonly DRep[] = [
  ...Array.from({ length: 3 }, (_, i): DRep => ({ kind: "key", hash: toHex(new Random(`drep/${i}`).bytes(28)) })),
  { kind: "abstain" },
  { kind: "no_confidence" },
];

const ROOM = ada(5_000_000n);

function certificate(
  world: World,
  number: Certificate["number"],
  choice: { pool?: boolean; drep?: boolean } = {},
): Certificate {
  return {
    number,
    stakeKeyHash: world.stakeKey.hash,
    stakeAddress: world.account(),
    poolHash: choice.pool === true ? world.random.pick(POOLS) : null,
    drep: choice.drep === true ? world.random.pick(DREPS) : null,
  };
}

/** Registration in each of its forms: alone or combined, of the old era and of Conway. */
function registration(world: World): Certificate[] {
  const delegation = certificate(world, 2, { pool: true });
  return world.random.pick([
    [certificate(world, 0), delegation],
    [certificate(world, 7), delegation],
    [certificate(world, 11, { pool: true })],
    [certificate(world, 12, { drep: true }), delegation],
    [certificate(world, 13, { pool: true, drep: true })],
  ]);
}

const registered = (world: World): boolean => world.staking.state(world.account()).registered;

export function register(world: World, moment: Moment): ChainTx | null {
  return registered(world) ? null : certified(world, moment, registration(world));
}

/** All of it goes, in one transaction: the rewards and the deposit come back. */
export function deregister(world: World, moment: Moment): ChainTx | null {
  if (!registered(world)) return null;
  return certified(world, moment, [certificate(world, world.random.chance(0.5) ? 1 : 8)]);
}

export function delegate(world: World, moment: Moment): ChainTx | null {
  if (!registered(world)) return null;
  const certificates = world.random.chance(0.3)
    ? [certificate(world, 10, { pool: true, drep: true })]
    : [certificate(world, 2, { pool: true })];
  return certified(world, moment, certificates);
}

export function voteDelegate(world: World, moment: Moment): ChainTx | null {
  return registered(world) ? certified(world, moment, [certificate(world, 9, { drep: true })]) : null;
}

function certified(world: World, moment: Moment, certificates: readonly Certificate[]): ChainTx | null {
  const leaving = netDeposit(certificates) < 0n;
  const rewards = leaving ? world.withdrawable(moment) : 0n;
  const inputs = world.select(ROOM);
  if (inputs === null) return null;
  return world.build(moment, {
    inputs,
    outputs: [],
    changeTo: world.changeAddress(),
    certificates,
    ...(rewards > 0n ? { withdrawals: [world.withdrawal(rewards)] } : {}),
    signers: [world.stakeKey],
  });
}

export function withdraw(world: World, moment: Moment): ChainTx | null {
  const amount = world.withdrawable(moment);
  const inputs = world.select(ROOM);
  if (amount === 0n || inputs === null) return null;
  return world.build(moment, {
    inputs,
    outputs: world.random.chance(0.3) ? [pay(world.cast.friend.address, ada(amount + 1_000_000n))] : [],
    changeTo: world.changeAddress(),
    withdrawals: [world.withdrawal(amount)],
    signers: [world.stakeKey],
  });
}

/** Somebody else pays for and keeps the withdrawal: no output or input of the wallet, so its list misses it. */
export function foreignWithdraw(world: World, moment: Moment): ChainTx | null {
  const amount = world.withdrawable(moment);
  const { friend } = world.cast;
  const inputs = world.selectOf(friend, ROOM);
  if (amount === 0n || inputs === null) return null;
  return world.build(moment, {
    inputs,
    outputs: [],
    changeTo: friend.address,
    withdrawals: [world.withdrawal(amount)],
    signers: [friend.key, world.stakeKey],
  });
}

/** Somebody else pays the deposit. */
export function foreignRegister(world: World, moment: Moment): ChainTx | null {
  const { friend } = world.cast;
  const inputs = world.selectOf(friend, ada(KEY_DEPOSIT * 4n));
  if (registered(world) || inputs === null) return null;
  return world.build(moment, {
    inputs,
    outputs: [],
    changeTo: friend.address,
    certificates: registration(world),
    signers: [friend.key, world.stakeKey],
  });
}
