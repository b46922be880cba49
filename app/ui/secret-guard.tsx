"use client";
import { useSyncExternalStore } from "react";
import { useCode } from "@/app/browser/use-code";

const loadGuard = () => import("./field-guard");

/** A field of a page that came later is noticed when somebody enters it. */
function onEntered(listener: () => void): () => void {
  document.addEventListener("focusin", listener);
  return () => document.removeEventListener("focusin", listener);
}

const hasField = () => document.querySelector("input:not([type=hidden]), textarea") !== null;
const onServer = () => false;

/** Guards the fields of the site. A page without any need not have the words of all seed phrases. */
export function SecretGuard() {
  const isWanted = useSyncExternalStore(onEntered, hasField, onServer);
  const code = useCode(loadGuard, isWanted);
  return code === null ? null : <code.FieldGuard />;
}
