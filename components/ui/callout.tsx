import { __iconData as good } from "lucide-react/icons/circle-check";
import { __iconData as info } from "lucide-react/icons/info";
import { __iconData as bad } from "lucide-react/icons/octagon-exclamation-point";
import { __iconData as warn } from "lucide-react/icons/triangle-exclamation-point";
import type { ReactNode } from "react";
import { Shape } from "#components/ui/shape.tsx";

export type CalloutTone = "info" | "good" | "warn" | "bad";

const tones = {
  info: { shape: info, rule: "border-accent", mark: "text-accent" },
  good: { shape: good, rule: "border-state-active", mark: "text-state-active" },
  warn: { shape: warn, rule: "border-state-ending", mark: "text-state-ending" },
  bad: { shape: bad, rule: "border-state-blocked", mark: "text-state-blocked" },
} as const;

type CalloutProps = {
  tone?: CalloutTone;
  /** Instead of the tone's own icon. */
  icon?: ReactNode;
  /** The first sentence, in bold. */
  title: ReactNode;
  /** What goes on in the same paragraph. */
  says?: ReactNode;
  /** What follows below, quieter. */
  children?: ReactNode;
  actions?: ReactNode;
  /** "alert" for what just happened, "status" for what is announced when it can be. */
  role?: "alert" | "status";
  className?: string;
};

/** What the reader must know about what stands here: a rule at the left, an icon, the first sentence in bold. */
export function Callout({
  tone = "info",
  icon,
  title,
  says,
  children,
  actions,
  role,
  className = "",
}: CalloutProps) {
  const look = tones[tone];
  return (
    <div
      {...(role && { role })}
      className={`mt-3 flex max-w-measure gap-2.5 border-l-[3px] py-2 pl-3 ${look.rule} ${className}`}
    >
      <span className={look.mark}>{icon ?? <Shape of={look.shape} />}</span>
      <div className="grid min-w-0 gap-1 wrap-anywhere">
        <p>
          <b className="font-medium">{title}</b> {says}
        </p>
        {children && <div className="text-ink-2">{children}</div>}
        {actions && <div className="mt-1 flex flex-wrap items-center gap-2">{actions}</div>}
      </div>
    </div>
  );
}
