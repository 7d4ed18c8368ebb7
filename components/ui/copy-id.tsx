"use client";

import { __iconData as check } from "lucide-react/icons/check";
import { __iconData as copy } from "lucide-react/icons/copy";
import { useEffect, useState } from "react";
import { Shape } from "#components/ui/shape.tsx";

type CopyIdProps = {
  /** What is copied, in full. */
  value: string;
  /** What the value is, for the button's name: "account id", "revision". */
  of: string;
  /** Shown instead of the value, when the value is long. */
  shown?: string;
};

/** An id in mono with a button that copies it and says that it did. */
export function CopyId({ value, of, shown = value }: CopyIdProps) {
  const [copied, setCopied] = useState(false);

  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 2000);
    return () => clearTimeout(timer);
  }, [copied]);

  async function copyValue() {
    await navigator.clipboard.writeText(value);
    setCopied(true);
  }

  return (
    <span className="mono inline-flex max-w-full items-center gap-1 text-ink-3">
      <span className="truncate" {...(shown !== value && { title: value })}>
        {shown}
      </span>
      <button
        type="button"
        onClick={copyValue}
        aria-label={`Copy ${of} ${value}`}
        className="-my-1 inline-grid size-6 flex-none place-items-center rounded-control text-ink-3 hover:text-accent"
      >
        <Shape of={copied ? check : copy} size={13} {...(copied && { className: "text-state-active" })} />
      </button>
      <span role="status" className="sr-only">
        {copied ? `Copied ${of}` : ""}
      </span>
    </span>
  );
}
