/** The networks that the product serves. */
export const networkNames = ["mainnet", "preprod", "preview"] as const;
export type Network = (typeof networkNames)[number];

/** What an address itself can tell: its header has one network bit, so preprod and preview look alike. */
export type AddressNetwork = "mainnet" | "testnet";

interface NetworkFacts {
  /** Network magic of the genesis; Byron addresses of test networks carry it. */
  readonly magic: number;
  readonly addressNetwork: AddressNetwork;
  /** Human-readable prefix of payment addresses. */
  readonly addressPrefix: "addr" | "addr_test";
  /** Human-readable prefix of reward addresses. */
  readonly stakePrefix: "stake" | "stake_test";
  /** When epoch 0 began, in unix seconds, and how long an epoch lasts: Byron's and later ones alike. */
  readonly systemStart: number;
  readonly epochSeconds: number;
}

export const networks = {
  mainnet: {
    magic: 764_824_073,
    addressNetwork: "mainnet",
    addressPrefix: "addr",
    stakePrefix: "stake",
    systemStart: 1_506_203_091,
    epochSeconds: 432_000,
  },
  preprod: {
    magic: 1,
    addressNetwork: "testnet",
    addressPrefix: "addr_test",
    stakePrefix: "stake_test",
    systemStart: 1_654_041_600,
    epochSeconds: 432_000,
  },
  preview: {
    magic: 2,
    addressNetwork: "testnet",
    addressPrefix: "addr_test",
    stakePrefix: "stake_test",
    systemStart: 1_666_656_000,
    epochSeconds: 86_400,
  },
} as const satisfies Record<Network, NetworkFacts>;

/** Bech32 prefixes and header bit of an address network. */
export const addressNetworks = {
  mainnet: { headerBit: 1, addressPrefix: "addr", stakePrefix: "stake" },
  testnet: { headerBit: 0, addressPrefix: "addr_test", stakePrefix: "stake_test" },
} as const satisfies Record<AddressNetwork, { headerBit: 0 | 1; addressPrefix: string; stakePrefix: string }>;

/** True where an address of that kind can live on that network (preprod and preview cannot be told apart). */
export function networkFits(network: Network, addressNetwork: AddressNetwork): boolean {
  return networks[network].addressNetwork === addressNetwork;
}
