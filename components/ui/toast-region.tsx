"use client";

import { __iconData as good } from "lucide-react/icons/circle-check";
import { __iconData as bad } from "lucide-react/icons/octagon-exclamation-point";
import { __iconData as cross } from "lucide-react/icons/x";
import { type ReactNode, useState } from "react";
import { Shape } from "#components/ui/shape.tsx";

export type ToastMessage = {
  id: string;
  tone: "good" | "bad";
  /** What is true now: "Active, seen in AWS 14:33:02." */
  title: ReactNode;
  body?: ReactNode;
  /** The way on. */
  link?: { label: string; href: string };
};

/**
 * What became true since the last page, at its lower edge until it is put away. It is in the page as the server sends
 * it, so it needs no script to be read; it never goes away by itself.
 */
export function ToastRegion({ messages }: { messages: readonly ToastMessage[] }) {
  const [closed, setClosed] = useState<readonly string[]>([]);
  const shown = messages.filter(({ id }) => !closed.includes(id));
  return (
    <section
      aria-label="Notices"
      aria-live="polite"
      className="fixed right-4 bottom-4 z-10 max-wide:top-14 max-wide:bottom-auto grid w-[min(26rem,calc(100vw-2rem))] gap-2"
    >
      {shown.map(({ id, tone, title, body, link }) => (
        <div
          key={id}
          className="flex items-start gap-2.5 rounded-float border border-line-2 bg-surface py-2.5 pr-2 pl-3.5 shadow-float"
        >
          <Shape
            of={tone === "good" ? good : bad}
            className={`mt-0.5 ${tone === "good" ? "text-state-active" : "text-state-blocked"}`}
          />
          <p className="min-w-0 flex-1">
            <b className="font-medium">{title}</b> <span className="text-ink-2">{body}</span>
            {link && (
              <a href={link.href} className="link block w-fit">
                {link.label}
              </a>
            )}
          </p>
          <button
            type="button"
            aria-label="Put away"
            onClick={() => setClosed((before) => [...before, id])}
            className="grid size-6 flex-none place-items-center rounded-control text-ink-3 hover:bg-hover hover:text-ink"
          >
            <Shape of={cross} size={13} />
          </button>
        </div>
      ))}
    </section>
  );
}
