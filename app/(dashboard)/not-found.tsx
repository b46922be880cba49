import { Nothing } from "@/app/ui/nothing";

export const metadata = { title: "Not found" };

export default function DashboardNotFound() {
  return <Nothing href="/overview" link="Go to the overview" />;
}
