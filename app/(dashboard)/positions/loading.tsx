import { LoadingPage } from "../loading-page";

export default function Loading() {
  return <LoadingPage what="positions" rows={6} />;
}
