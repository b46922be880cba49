import { LoadingPage } from "../../loading-page";

export default function Loading() {
  return <LoadingPage what="wallet" rows={5} />;
}
