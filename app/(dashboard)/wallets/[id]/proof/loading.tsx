import { LoadingPage } from "../../../loading-page";

export default function Loading() {
  return <LoadingPage what="proof" rows={5} />;
}
