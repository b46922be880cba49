import { LoadingPage } from "../loading-page";

export default function Loading() {
  return <LoadingPage what="the page to compare files" rows={3} />;
}
