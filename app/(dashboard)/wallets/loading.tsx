import { LoadingPage } from "../loading-page";

export default function Loading() {
  return <LoadingPage what="wallets" rows={3} />;
}
