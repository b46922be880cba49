import { LoadingPage } from "../loading-page";

export default function Loading() {
  return <LoadingPage what="activity" rows={8} />;
}
