import { LoadingPage } from "../loading-page";

export default function Loading() {
  return <LoadingPage what="holdings" rows={8} />;
}
