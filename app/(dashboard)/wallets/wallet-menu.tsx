"use client";
import { EllipsisVertical, Pencil, RefreshCw, Trash2 } from "lucide-react";
import { usePathname, useRouter } from "next/navigation";
import { useRef, useState } from "react";
import { failureText, request } from "@/app/browser/request";
import { tell } from "@/app/browser/tell";
import { ConfirmDialog } from "@/app/ui/confirm-dialog";
import { Menu } from "@/app/ui/menu";
import { RenameDialog } from "./rename-dialog";

interface WalletMenuProps {
  readonly id: string;
  readonly name: string;
  readonly label: string | null;
}

/** What can be done with a wallet. */
export function WalletMenu({ id, name, label }: WalletMenuProps) {
  const { refresh, remove } = useWalletCalls(id, name);
  const [asking, setAsking] = useState<"rename" | "delete" | null>(null);
  const opener = useRef<HTMLButtonElement>(null);
  const close = () => setAsking(null);
  return (
    <>
      <Menu
        button={{
          ref: opener,
          tone: "quiet",
          size: "icon",
          "aria-label": `Actions for ${name}`,
          children: <EllipsisVertical aria-hidden />,
        }}
      >
        {({ MenuItem, MenuSeparator }) => (
          <>
            <MenuItem onSelect={() => void refresh()}>
              <RefreshCw aria-hidden /> Refresh
            </MenuItem>
            <MenuItem onSelect={() => setAsking("rename")}>
              <Pencil aria-hidden /> Rename
            </MenuItem>
            <MenuSeparator />
            <MenuItem className="text-bad" onSelect={() => setAsking("delete")}>
              <Trash2 aria-hidden /> Delete
            </MenuItem>
          </>
        )}
      </Menu>
      <RenameDialog key={label} id={id} label={label} open={asking === "rename"} opener={opener} onClose={close} />
      <ConfirmDialog
        open={asking === "delete"}
        onOpenChange={close}
        opener={opener}
        title={`Delete ${name}?`}
        description="Its transactions, holdings and your notes are removed from this server. Your funds on the chain are not touched, and you can add the address again."
        action="Delete wallet"
        onConfirm={remove}
      />
    </>
  );
}

function useWalletCalls(id: string, name: string) {
  const router = useRouter();
  const pathname = usePathname();

  async function refresh() {
    try {
      await request("POST", `/api/wallets/${id}/sync`);
      router.refresh();
    } catch (error) {
      tell.error(failureText(error));
    }
  }

  async function remove() {
    try {
      await request("DELETE", `/api/wallets/${id}`);
      tell.success(`${name} was deleted`);
      if (pathname !== "/wallets") router.push("/wallets");
      router.refresh();
    } catch (error) {
      tell.error(failureText(error));
    }
  }

  return { refresh, remove };
}
