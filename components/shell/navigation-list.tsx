import type { NavigationGroup } from "#components/shell/navigation.ts";
import { RailLink } from "#components/shell/rail-link.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { formatNumber } from "#lib/format.ts";

const link =
  "relative flex h-11 items-center gap-2 rounded-control px-2 text-ink-2 hover:bg-hover hover:text-ink aria-[current]:bg-accent-wash aria-[current]:font-strong aria-[current]:text-ink aria-[current]:before:absolute aria-[current]:before:inset-y-1.5 aria-[current]:before:-left-2 aria-[current]:before:w-0.5 aria-[current]:before:bg-accent aria-[current]:[&_svg]:text-accent [&_svg]:text-ink-3 wide:h-7.5";

/** The same links in the rail and in the phone's menu. */
export function NavigationList({ groups }: { groups: readonly NavigationGroup[] }) {
  return (
    <>
      {groups.map(({ title, items }) => (
        <div key={title ?? ""}>
          {title && <h2 className="p-2 py-1 text-note font-medium text-ink-3">{title}</h2>}
          <ul>
            {items.map(({ label, href, icon, count, alarm }) => (
              <li key={href}>
                <RailLink href={href} className={link}>
                  <Icon name={icon} />
                  {label}
                  {count !== undefined && (
                    <span
                      className={
                        alarm
                          ? "ml-auto rounded-[2px] bg-blocked px-1.25 text-note leading-4.5 font-strong text-on-blocked"
                          : "ml-auto text-note font-plain text-ink-3"
                      }
                    >
                      {formatNumber(count)}
                      {alarm && <span className="sr-only">: {alarm}</span>}
                    </span>
                  )}
                </RailLink>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </>
  );
}
