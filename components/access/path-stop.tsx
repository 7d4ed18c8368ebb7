import Link from "next/link";
import { Icon, type IconName } from "#components/ui/icon.tsx";

export type PathStop = {
  kind: "person" | "group" | "set" | "account";
  label: string;
  href?: string;
};

const icons = {
  person: "user",
  group: "users",
  set: "key",
  account: "box",
} as const satisfies Record<PathStop["kind"], IconName>;

const kinds = {
  person: "Person",
  group: "Group",
  set: "Permission set",
  account: "Account",
} as const satisfies Record<PathStop["kind"], string>;

/** One stop of a path: what kind of thing it is, and its name. */
export function PathStopName({ stop: { kind, label, href } }: { stop: PathStop }) {
  return (
    <span className="inline-flex min-w-0 items-center gap-1.5">
      <Icon name={icons[kind]} size={15} className="text-ink-3" />
      <span className="sr-only">{kinds[kind]}</span>
      {href === undefined ? (
        <span className="min-w-0 wrap-anywhere">{label}</span>
      ) : (
        <Link href={href} prefetch={false} className="min-w-0 wrap-anywhere py-0.5">
          {label}
        </Link>
      )}
    </span>
  );
}
