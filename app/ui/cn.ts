import { clsx } from "clsx";
import type { ClassValue } from "clsx";

/** Joins class names. They must not contradict each other: which of two wins is up to the order of the style sheet. */
export function cn(...classes: ClassValue[]): string {
  return clsx(classes);
}
