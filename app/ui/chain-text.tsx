import { clipText, readableText } from "@/app/words/chain-text";

interface ChainTextProps {
  readonly text: string;
  /** Letters shown; the whole text is in the tooltip. */
  readonly limit?: number;
  readonly className?: string;
}

/** Text that a stranger wrote on the chain: isolated from the text around it, clipped, never a link. */
export function ChainText({ text, limit = 40, className }: ChainTextProps) {
  const readable = readableText(text);
  const shown = clipText(readable, limit);
  return (
    <bdi className={className} {...(shown !== readable && { title: clipText(readable, 500) })}>
      {shown}
    </bdi>
  );
}
