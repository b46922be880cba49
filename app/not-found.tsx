import { Nothing } from "./ui/nothing";

export const metadata = { title: "Not found" };

export default function NotFound() {
  return (
    <main
      id="content"
      tabIndex={-1}
      className="mx-auto grid min-h-[70dvh] max-w-2xl place-items-center px-4 outline-none"
    >
      <Nothing href="/" link="Go to the front page" />
    </main>
  );
}
