import { networks } from "@/lib/cardano/network";

/** Slots of mainnet's first era lasted twenty seconds; since this one, which began Shelley, each lasts one. */
const firstShelleySlot = 4_492_800;
const byronSlotSeconds = 20;

/** When a slot of mainnet begins. */
export function slotStart(slot: number): Date {
  const byronSeconds = Math.min(slot, firstShelleySlot) * byronSlotSeconds;
  const seconds = networks.mainnet.systemStart + byronSeconds + Math.max(slot - firstShelleySlot, 0);
  return new Date(seconds * 1000);
}
