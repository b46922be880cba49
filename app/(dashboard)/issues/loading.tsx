import { LoadingPage } from "../loading-page";

export default function Loading() {
  return <LoadingPage what="issues" rows={3} />;
}
