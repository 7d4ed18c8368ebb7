import type { IconName } from "#components/ui/icon.tsx";
import { paths } from "#lib/paths.ts";

export type NavigationItem = {
  label: string;
  href: string;
  icon: IconName;
  count?: number;
  /** Makes the count an alarm, and says of what: "1 removal blocked". */
  alarm?: string;
};

export type NavigationGroup = { title?: string; items: readonly NavigationItem[] };

export type NavigationFacts = {
  /** Auditors and administrators: the organisation, the audit. */
  mayReadEverything: boolean;
  mayEditRules: boolean;
  /** Requests that wait for the reader, grants the reader holds, removals that need a person. */
  waiting: number;
  /** Some rule has the reader decide. */
  decides: boolean;
  held: number;
  blocked: number;
};

function toDecide(waiting: number): NavigationItem {
  return {
    label: "To decide",
    href: paths.inbox(),
    icon: "circle-check",
    ...(waiting > 0 && { count: waiting }),
  };
}

/** The main navigation as far as the reader's rights reach. It shows the way and guards nothing. */
export function navigation({
  mayReadEverything,
  mayEditRules,
  waiting,
  decides,
  held,
  blocked,
}: NavigationFacts): NavigationGroup[] {
  const grants: NavigationItem = { label: "Grants", href: paths.grants(), icon: "clock" };
  const own: NavigationGroup = {
    items: [
      { label: "Home", href: paths.home(), icon: "door-open" },
      ...(decides || waiting > 0 ? [toDecide(waiting)] : []),
      { label: "Requests", href: paths.requests(), icon: "mail" },
      blocked > 0
        ? { ...grants, count: blocked, alarm: `${blocked} ${blocked === 1 ? "removal" : "removals"} blocked` }
        : { ...grants, ...(held > 0 && { count: held }) },
    ],
  };
  if (!mayReadEverything) return [own];
  return [
    own,
    {
      title: "Organisation",
      items: [
        { label: "Accounts", href: paths.accounts(), icon: "box" },
        { label: "Permission sets", href: paths.permissionSets(), icon: "key" },
        { label: "Groups", href: paths.groups(), icon: "users" },
        { label: "People", href: paths.people(), icon: "user" },
        { label: "Findings", href: paths.findings(), icon: "triangle-alert" },
        { label: "Changes", href: paths.changes(), icon: "git-compare" },
      ],
    },
    {
      title: "Govern",
      items: [
        { label: mayEditRules ? "Rules" : "Rules, to read", href: paths.rules(), icon: "scroll-text" },
        { label: "Audit", href: paths.audit(), icon: "history" },
        { label: "Status", href: paths.status(), icon: "activity" },
      ],
    },
  ];
}
