import { LoadingPage } from "../../loading-page";

export default function Loading() {
  return <LoadingPage what="transaction" rows={5} />;
}
