import { recoveryKeyFile, recoveryKeyFileName } from "@/app/words/recovery-key-file";

/** What password managers keep the key under. */
export const recoveryKeyUser = "Recovery key";

/** Hands the key to the browser as a text file. */
export function downloadRecoveryKey(recoveryKey: string): void {
  const text = recoveryKeyFile({ recoveryKey, site: location.origin, madeAt: new Date().toISOString() });
  const url = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = recoveryKeyFileName;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

interface PasswordCredentials {
  readonly PasswordCredential?: new (data: { id: string; password: string; name: string }) => Credential;
}

/** Offers the key to the browser's password manager where a page can; others ask when they see the form submitted. */
export async function offerToPasswordManager(recoveryKey: string): Promise<void> {
  const { PasswordCredential } = window as unknown as PasswordCredentials;
  if (PasswordCredential === undefined) return;
  await navigator.credentials.store(
    new PasswordCredential({ id: recoveryKeyUser, password: recoveryKey, name: document.title }),
  );
}
