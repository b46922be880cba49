import { LoadingPage } from "../loading-page";

export default function Loading() {
  return <LoadingPage what="performance" rows={8} />;
}
