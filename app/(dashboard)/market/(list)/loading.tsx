import { LoadingPage } from "../../loading-page";

export default function Loading() {
  return <LoadingPage what="market" rows={10} />;
}
