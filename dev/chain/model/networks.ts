export type NetworkName = "mainnet" | "preprod" | "preview";

/** How a Cardano network names and times things. Slots last one second since its Shelley era. */
export interface Network {
  readonly name: NetworkName;
  /** Low nibble of an address header. */
  readonly id: 0 | 1;
  readonly magic: number;
  readonly addressPrefix: "addr" | "addr_test";
  readonly stakePrefix: "stake" | "stake_test";
  /** unix seconds = slot + slotOffset */
  readonly slotOffset: number;
  readonly systemStart: number;
  readonly epochSlots: number;
  /** The first Shelley epoch, its first slot and (about) its first block. */
  readonly firstEpoch: number;
  readonly firstSlot: number;
  readonly firstHeight: number;
}

const testnet = { id: 0, addressPrefix: "addr_test", stakePrefix: "stake_test" } as const;

export const NETWORKS: Readonly<Record<NetworkName, Network>> = {
  mainnet: {
    name: "mainnet",
    id: 1,
    magic: 764824073,
    addressPrefix: "addr",
    stakePrefix: "stake",
    slotOffset: 1591566291,
    systemStart: 1506203091,
    epochSlots: 432_000,
    firstEpoch: 208,
    firstSlot: 4_492_800,
    firstHeight: 4_490_511,
  },
  preprod: {
    ...testnet,
    name: "preprod",
    magic: 1,
    slotOffset: 1655683200,
    systemStart: 1654041600,
    epochSlots: 432_000,
    firstEpoch: 4,
    firstSlot: 86_400,
    firstHeight: 46,
  },
  preview: {
    ...testnet,
    name: "preview",
    magic: 2,
    slotOffset: 1666656000,
    systemStart: 1666656000,
    epochSlots: 86_400,
    firstEpoch: 0,
    firstSlot: 0,
    firstHeight: 0,
  },
};

export const epochOfSlot = (network: Network, slot: number): number =>
  network.firstEpoch + Math.floor((slot - network.firstSlot) / network.epochSlots);

/** Unix seconds. */
export const timeOfSlot = (network: Network, slot: number): number => slot + network.slotOffset;
