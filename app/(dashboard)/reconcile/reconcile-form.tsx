"use client";
import { FileSpreadsheet } from "lucide-react";
import { useEffect, useRef, useState, type DragEvent } from "react";
import type { ReconcileAnswer } from "@/lib/contract/reconcile";
import { RequestError, upload } from "@/app/browser/request";
import { Card } from "@/app/ui/card";
import { cn } from "@/app/ui/cn";
import { SelectField } from "@/app/ui/field";
import { Notice } from "@/app/ui/notice";
import { ProgressBar } from "@/app/ui/progress-bar";
import { ReconcileResult } from "./reconcile-result";

interface ReconcileFormProps {
  /** Of the page's wallet; empty: the one that the file fits best. */
  readonly chosen: string;
  readonly wallets: readonly { readonly id: string; readonly name: string }[];
}

type State =
  | { readonly is: "empty" }
  | { readonly is: "reading"; readonly file: File }
  | { readonly is: "failed"; readonly file: File; readonly error: RequestError }
  | { readonly is: "told"; readonly file: File; readonly answer: ReconcileAnswer };

const mostBytes = 4_000_000;
const tooLarge = new RequestError("The file has more than 4 MB.", "payload_too_large");

/** The newest file that was given, and what came of it: whatever is asked meanwhile, the last answer counts. */
function useComparison(chosen: string) {
  const [state, setState] = useState<State>({ is: "empty" });
  const [wallet, setWallet] = useState(chosen);
  const newest = useRef(0);

  async function compare(file: File, against: string) {
    const turn = (newest.current += 1);
    setState({ is: "reading", file });
    const next = await askFor(file, against);
    if (turn === newest.current) setState(next);
  }

  return {
    ...{ state, wallet },
    give: (file: File) => void compare(file, wallet),
    choose: (against: string) => {
      setWallet(against);
      if (state.is !== "empty") void compare(state.file, against);
    },
  };
}

/** A file to give, the wallet to hold it against, and what came of it. */
export function ReconcileForm({ chosen, wallets }: ReconcileFormProps) {
  const { state, wallet, give, choose } = useComparison(chosen);
  const outcome = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (state.is === "told" || state.is === "failed") outcome.current?.focus();
  }, [state]);
  return (
    <>
      <Card className="mb-5 p-4 sm:p-5">
        <DropZone onFile={give} />
        {wallets.length > 1 && (
          <label className="mt-4 block max-w-md">
            <span className="mb-1 block text-sm font-medium">Hold it against</span>
            <SelectField value={wallet} onChange={(event) => choose(event.target.value)}>
              <option value="">The wallet that it fits best</option>
              {wallets.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </SelectField>
          </label>
        )}
        <p className="mt-4 text-sm text-muted">
          Nothing is stored: the file is read, compared, and forgotten.
          <noscript> Comparing needs JavaScript in your browser.</noscript>
        </p>
      </Card>
      <div ref={outcome} tabIndex={-1} aria-live="polite" className="outline-none">
        <Outcome state={state} wallets={wallets} />
      </div>
    </>
  );
}

/** A place to drop a file on, which is the label of a field for one. */
function DropZone({ onFile }: { readonly onFile: (file: File) => void }) {
  const [isOver, setIsOver] = useState(false);

  function drop(event: DragEvent) {
    event.preventDefault();
    setIsOver(false);
    const file = event.dataTransfer.files[0];
    if (file !== undefined) onFile(file);
  }

  return (
    <label
      onDragOver={(event) => {
        event.preventDefault();
        setIsOver(true);
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={drop}
      className={cn(
        "flex flex-col items-center rounded-xl border-2 border-dashed px-4 py-8 text-center hover:bg-raised has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent",
        isOver ? "border-accent bg-accent-soft" : "border-field",
      )}
    >
      <FileSpreadsheet aria-hidden className="size-8 text-accent" />
      <span className="mt-3 text-lg font-semibold">Drop a CSV here, or choose one</span>
      <span className="mt-1 max-w-md text-sm text-muted">
        Of Eternl, Yoroi, AdaLite, Koinly, or our own; others are read by their columns. At most 4 MB.
      </span>
      <input
        type="file"
        accept=".csv,.txt,.tsv,text/csv"
        className="mt-4 max-w-full text-sm file:mr-3 file:h-10 file:cursor-pointer file:rounded-lg file:border-0 file:bg-accent file:px-4 file:font-medium file:text-on-accent"
        onChange={(event) => {
          const file = event.target.files?.[0];
          // So that the same file, once it is mended, can be chosen again.
          event.target.value = "";
          if (file !== undefined) onFile(file);
        }}
      />
    </label>
  );
}

async function askFor(file: File, wallet: string): Promise<State> {
  if (file.size > mostBytes) return { is: "failed", file, error: tooLarge };
  try {
    const path = wallet === "" ? "/api/reconcile" : `/api/reconcile?wallet=${wallet}`;
    return { is: "told", file, answer: await upload<ReconcileAnswer>(path, file, "text/csv") };
  } catch (error) {
    if (!(error instanceof RequestError)) throw error;
    return { is: "failed", file, error };
  }
}

function Outcome({ state, wallets }: { readonly state: State; readonly wallets: ReconcileFormProps["wallets"] }) {
  switch (state.is) {
    case "empty":
      return null;
    case "reading":
      return (
        <div>
          <p className="mb-2 text-sm text-muted">Comparing {state.file.name} …</p>
          <ProgressBar percent={null} label="Comparing the file" />
        </div>
      );
    case "failed":
      return <Failed fileName={state.file.name} error={state.error} />;
    case "told":
      return <ReconcileResult fileName={state.file.name} answer={state.answer} wallets={wallets} />;
  }
}

function Failed({ fileName, error }: { readonly fileName: string; readonly error: RequestError }) {
  return (
    <Notice tone="bad" title={`${fileName} could not be compared`}>
      {error.issues.length === 0 ? (
        `${error.message} ${error.next}`
      ) : (
        <ul>
          {error.issues.map(({ field, reason }) => (
            <li key={field + reason}>
              {field === "file" || field === "columns" ? "" : `${field}: `}
              {reason}.
            </li>
          ))}
        </ul>
      )}
    </Notice>
  );
}
