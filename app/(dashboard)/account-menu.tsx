"use client";
import { CircleUserRound, Gauge, KeyRound, LogOut, Settings } from "lucide-react";
import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import { useLeave } from "@/app/browser/use-leave";
import { ConfirmDialog } from "@/app/ui/confirm-dialog";
import { Menu, type MenuParts } from "@/app/ui/menu";

interface AccountMenuProps {
  readonly guest: boolean;
  /** Runs this server. */
  readonly operator: boolean;
}

export function AccountMenu({ guest, operator }: AccountMenuProps) {
  const signOut = useLeave("/api/session");
  const opener = useRef<HTMLButtonElement>(null);
  const [leaving, setLeaving] = useState(false);

  return (
    <>
      <Menu
        button={{
          ref: opener,
          tone: "quiet",
          size: "icon",
          "aria-label": "Account",
          children: <CircleUserRound aria-hidden />,
        }}
      >
        {(parts) => <Entries parts={parts} guest={guest} operator={operator} onLeave={() => setLeaving(true)} />}
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

interface EntriesProps extends AccountMenuProps {
  readonly parts: MenuParts;
  readonly onLeave: () => void;
}

function Entries({ parts: { MenuItem, MenuSeparator }, guest, operator, onLeave }: EntriesProps) {
  const router = useRouter();
  return (
    <>
      <p className="px-2.5 py-2 text-sm text-muted">{guest ? "Guest in this browser" : "Signed in with a wallet"}</p>
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
      <MenuItem onSelect={onLeave}>
        <LogOut aria-hidden /> Sign out
      </MenuItem>
    </>
  );
}
