import { LoadingPage } from "../loading-page";

export default function Loading() {
  return <LoadingPage what="staking" rows={6} />;
}
