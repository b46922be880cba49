import { networks, type Network } from "@/lib/cardano/network";

/** A stake snapshot is taken, counts and pays in the epochs after it: what was delegated in epoch e earns from e + 2 on. */
export const activeAfterEpochs = 2;

/** The moment at which an epoch begins. */
export function epochStart(network: Network, epoch: number): Date {
  const { systemStart, epochSeconds } = networks[network];
  return new Date((systemStart + epoch * epochSeconds) * 1000);
}

/** The epoch that a moment falls into; negative before the network began. */
export function epochAt(network: Network, moment: Date): number {
  const { systemStart, epochSeconds } = networks[network];
  return Math.floor((moment.getTime() / 1000 - systemStart) / epochSeconds);
}
