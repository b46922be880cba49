"use client";
import dynamic from "next/dynamic";

/** The form on pages that seldom show it: its code comes only where it stands. */
export const LaterAddWalletForm = dynamic(() => import("./add-wallet-form").then(({ AddWalletForm }) => AddWalletForm));
