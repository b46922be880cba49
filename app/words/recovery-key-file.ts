import { product } from "./product";

interface RecoveryKeyFile {
  readonly recoveryKey: string;
  /** Where it is good, `https://…`. */
  readonly site: string;
  /** ISO 8601. */
  readonly madeAt: string;
}

export const recoveryKeyFileName = "cardano-defi-assistant-recovery-key.txt";

/** What the file says that a person keeps their recovery key in. */
export function recoveryKeyFile({ recoveryKey, site, madeAt }: RecoveryKeyFile): string {
  return [
    `Recovery key of ${product.name}`,
    "",
    recoveryKey,
    "",
    `It brings your list of wallets back at ${site}/recover. It cannot spend anything and is not a seed phrase.`,
    "Whoever has it comes into your account: keep it where you keep passwords. A newer key makes this one worthless.",
    `Saved on ${madeAt.slice(0, 10)}.`,
    "",
  ].join("\n");
}
