import type { TransactionOrder } from "@/lib/contract/transaction-detail";

export const orderStatusWords = {
  open: { name: "Open", tone: "accent" },
  filled: { name: "Filled", tone: "good" },
  partly_filled: { name: "Partly filled", tone: "accent" },
  cancelled: { name: "Cancelled", tone: "neutral" },
  expired: { name: "Expired", tone: "neutral" },
  refunded: { name: "Given back", tone: "neutral" },
} as const satisfies Record<TransactionOrder["status"], { name: string; tone: "accent" | "good" | "neutral" }>;
