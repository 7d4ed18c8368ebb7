import Link from "next/link";
import { Icon } from "#components/ui/icon.tsx";
import { formatWhen } from "#lib/format.ts";
import { paths } from "#lib/paths.ts";

export type Held = { count: number; nextEndsAt: Date | null };

/** What I hold, wherever I am. */
export function HeldChip({ held, now, zone }: { held: Held; now: Date; zone: string }) {
  if (held.count === 0) return null;
  return (
    <Link
      href={paths.home()}
      prefetch={false}
      className="flex items-center gap-1.5 font-medium whitespace-nowrap text-state-temporary max-wide:hidden"
    >
      <Icon name="timer" />
      {held.count} held
      {held.nextEndsAt && `, next ends ${formatWhen(held.nextEndsAt, now, zone)}`}
    </Link>
  );
}
