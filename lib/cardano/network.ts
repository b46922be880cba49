/** The networks that the product serves. */
export type Network = "mainnet" | "preprod" | "preview";

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
}

export const networks = {
  mainnet: { magic: 764_824_073, addressNetwork: "mainnet", addressPrefix: "addr", stakePrefix: "stake" },
  preprod: { magic: 1, addressNetwork: "testnet", addressPrefix: "addr_test", stakePrefix: "stake_test" },
  preview: { magic: 2, addressNetwork: "testnet", addressPrefix: "addr_test", stakePrefix: "stake_test" },
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
