import type { ReactNode } from "react";
import { Icon, type IconName } from "#components/ui/icon.tsx";

const states = {
  pending: { word: "Pending", icon: "hourglass" },
  approved: { word: "Approved", icon: "circle-check" },
  scheduled: { word: "Scheduled", icon: "calendar-clock" },
  granting: { word: "Granting", icon: "loader-circle" },
  active: { word: "Active", icon: "circle-dot" },
  ending: { word: "Ending soon", icon: "timer" },
  revoking: { word: "Revoking", icon: "undo-2" },
  blocked: { word: "Removal blocked", icon: "octagon-alert" },
  ended: { word: "Ended", icon: "square-check" },
  denied: { word: "Denied", icon: "circle-x" },
  standing: { word: "Standing", icon: "infinity" },
  temporary: { word: "Temporary", icon: "clock" },
  drift: { word: "Drift", icon: "git-compare" },
  orphan: { word: "Orphan", icon: "unlink" },
  disabled: { word: "Disabled", icon: "ban" },
} as const satisfies Record<string, { word: string; icon: IconName }>;

export type StateName = keyof typeof states;

type StateProps = {
  is: StateName;
  /** More than the word: "Pending, lapses 16:24". */
  children?: ReactNode;
};

/** A state as colour, icon and word, always all three. Only a blocked removal is filled. */
export function State({ is, children }: StateProps) {
  const { word, icon } = states[is];
  const fill =
    is === "blocked"
      ? "rounded-[2px] bg-blocked pr-1.75 pl-1.25 leading-5.5 text-on-blocked"
      : "text-state leading-5";
  return (
    <span
      data-tone={is}
      className={`inline-flex items-center gap-1.25 font-medium whitespace-nowrap ${fill}`}
    >
      <Icon name={icon} size={15} />
      {children ?? word}
    </span>
  );
}
