"use client";
import { CircleUserRound, Gauge, KeyRound, LogOut, Settings } from "lucide-react";
import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import { useLeave } from "@/app/browser/use-leave";
import { Button } from "@/app/ui/button";
import { ConfirmDialog } from "@/app/ui/confirm-dialog";
import { Menu, MenuContent, MenuItem, MenuSeparator, MenuTrigger } from "@/app/ui/menu";

interface AccountMenuProps {
  readonly guest: boolean;
  /** Runs this server. */
  readonly operator: boolean;
}

export function AccountMenu({ guest, operator }: AccountMenuProps) {
  const router = useRouter();
  const signOut = useLeave("/api/session");
  const opener = useRef<HTMLButtonElement>(null);
  const [leaving, setLeaving] = useState(false);

  return (
    <>
      <Menu>
        <MenuTrigger asChild>
          <Button ref={opener} tone="quiet" size="icon" aria-label="Account">
            <CircleUserRound aria-hidden />
          </Button>
        </MenuTrigger>
        <MenuContent align="end">
          <p className="px-2.5 py-2 text-sm text-muted">
            {guest ? "Guest in this browser" : "Signed in with a wallet"}
          </p>
          <MenuSeparator />
          <MenuItem onSelect={() => router.push("/settings")}>
            <Settings aria-hidden /> Settings
          </MenuItem>
          {operator && (
            <MenuItem onSelect={() => router.push("/operations")}>
              <Gauge aria-hidden /> Operations
            </MenuItem>
          )}
          <MenuItem onSelect={() => router.push("/recover")}>
            <KeyRound aria-hidden /> Use a recovery key
          </MenuItem>
          <MenuItem onSelect={() => setLeaving(true)}>
            <LogOut aria-hidden /> Sign out
          </MenuItem>
        </MenuContent>
      </Menu>
      <ConfirmDialog
        open={leaving}
        onOpenChange={setLeaving}
        opener={opener}
        title="Sign out?"
        description={
          guest
            ? "Without your recovery key you cannot come back to these wallets. Your funds are not touched either way."
            : "You can sign in again with your wallet."
        }
        action="Sign out"
        onConfirm={signOut}
      />
    </>
  );
}
