import type { ReactNode } from "react";
import { Brand } from "#components/shell/brand.tsx";
import { Clock } from "#components/shell/clock.tsx";
import { Find } from "#components/shell/find.tsx";
import { type Held, HeldChip } from "#components/shell/held-chip.tsx";
import { Menu } from "#components/shell/menu.tsx";
import type { NavigationGroup } from "#components/shell/navigation.ts";
import { NavigationList } from "#components/shell/navigation-list.tsx";
import { OwnLinks } from "#components/shell/own-links.tsx";
import { PaletteButton } from "#components/shell/palette/palette-button.tsx";
import { RailFoot, type RailFootProps } from "#components/shell/rail-foot.tsx";
import { SkipLink } from "#components/shell/skip-link.tsx";
import { ThemeSwitch } from "#components/shell/theme-switch.tsx";
import { Zone } from "#components/shell/zone.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { Initials } from "#components/ui/initials.tsx";

type AppShellProps = {
  organisation: string;
  personName: string;
  groups: readonly NavigationGroup[];
  mayBrowse: boolean;
  held: Held;
  now: Date;
  zone: string;
  foot: Omit<RailFootProps, "now">;
  /** The form that signs out, with its button. */
  signOut: ReactNode;
  children: ReactNode;
};

/** The console around a page: what is always there, at the top and at the left. */
export function AppShell({
  organisation,
  personName,
  groups,
  mayBrowse,
  held,
  now,
  zone,
  foot,
  signOut,
  children,
}: AppShellProps) {
  return (
    <>
      <SkipLink />
      <Zone drawnIn={zone} />
      <div className="grid min-h-screen grid-cols-[minmax(0,1fr)] grid-rows-[3rem_1fr] wide:grid-cols-[var(--rail)_minmax(0,1fr)] wide:grid-rows-[2.75rem_1fr]">
        <header className="sticky top-0 z-20 col-span-full flex items-stretch gap-4 border-b border-line bg-ground pr-4 max-wide:gap-2">
          <div className="flex items-stretch pl-4 wide:w-rail wide:border-r wide:border-line">
            <Brand />
          </div>
          <span className="self-center text-ink-2 max-wide:hidden">{organisation}</span>
          <div className="flex min-w-0 flex-[0_1_26rem] items-center max-wide:ml-auto max-wide:flex-none">
            <PaletteButton
              pages={groups.flatMap(({ items }) =>
                items.map(({ label, href, icon }) => ({ label, href, icon })),
              )}
              mayFind={mayBrowse}
              reader={personName}
            >
              {mayBrowse && <Find />}
            </PaletteButton>
          </div>
          <div className="flex items-center gap-4 whitespace-nowrap max-wide:gap-1 wide:ml-auto">
            <HeldChip held={held} now={now} zone={zone} />
            <span className="max-wide:hidden">
              <Clock serverNow={now.toISOString()} zone={zone} />
            </span>
            <ThemeSwitch />
            <Menu
              className="max-wide:hidden"
              summary={
                <>
                  <Initials of={personName} />
                  <span className="font-plain">{personName}</span>
                </>
              }
            >
              <OwnLinks />
              {signOut}
            </Menu>
            <Menu
              className="wide:hidden"
              summary={
                <>
                  <Icon name="menu" />
                  Menu
                </>
              }
            >
              <nav aria-label="Menu">
                <NavigationList groups={groups} />
              </nav>
              <div className="mt-2 border-t border-line pt-2">
                <p className="px-2 py-1 text-note text-ink-2">{personName}</p>
                <OwnLinks />
                {signOut}
              </div>
            </Menu>
          </div>
        </header>
        <div className="sticky top-11 flex h-[calc(100vh-2.75rem)] flex-col gap-4 overflow-auto border-r border-line px-2 pt-3 pb-4 max-wide:hidden">
          <nav aria-label="Main" className="grid gap-4">
            <NavigationList groups={groups} />
          </nav>
          <section aria-label="How fresh this is" className="mt-auto">
            <RailFoot now={now} {...foot} />
          </section>
        </div>
        <main
          id="main"
          tabIndex={-1}
          className="min-w-0 px-4 pt-4 pb-16 outline-none focus-visible:shadow-none wide:px-8 wide:pt-5 vast:px-10"
        >
          <div className="max-w-[calc(var(--page)-4rem)]">{children}</div>
        </main>
      </div>
    </>
  );
}
