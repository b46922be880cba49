import { LoadingPage } from "../loading-page";

export default function Loading() {
  return <LoadingPage what="gains and income" rows={8} />;
}
