import { LoadingPage } from "../loading-page";

export default function Loading() {
  return <LoadingPage what="settings" rows={3} />;
}
