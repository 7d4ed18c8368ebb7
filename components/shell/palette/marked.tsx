import { Fragment } from "react";

/** A text with the parts in bold that somebody looks for. */
export function Marked({ text, typed }: { text: string; typed: string }) {
  const words = typed.trim().split(/\s+/).filter(Boolean);
  if (words.length === 0) return <>{text}</>;
  const sought = words.map((word) => word.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`)).join("|");
  // What is split at a group keeps the group: every second part is what was looked for.
  const parts = text.split(new RegExp(`(${sought})`, "i"));
  return (
    <>
      {parts.map((part, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text are told apart by their place
        <Fragment key={at}>{at % 2 === 1 ? <b className="font-strong">{part}</b> : part}</Fragment>
      ))}
    </>
  );
}
