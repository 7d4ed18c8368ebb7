import { Empty } from "#components/ui/empty.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { Row, RowList } from "#components/ui/row-list.tsx";
import { Section } from "#components/ui/section.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { When } from "#components/ui/when.tsx";
import type { RefreshKind } from "#lib/core/catalogue/refresh.ts";
import { count } from "#lib/format.ts";
import { paths } from "#lib/paths.ts";

export type RefreshShown = {
  id: string;
  kind: RefreshKind;
  targetId: string;
  name: string | null;
  state: "asked" | "running" | "done" | "failed";
  askedBy: string | null;
  askedAt: Date;
  finishedAt: Date | null;
  calls: number;
  changed: number;
  isGone: boolean;
  failure: string | null;
};

type StatusRefreshesProps = { refreshes: readonly RefreshShown[]; now: Date; zone: string };

const things = {
  account: { word: "account", href: (id: string) => paths.account(id) },
  "permission-set": { word: "permission set", href: (id: string) => paths.permissionSet(id) },
  group: { word: "group", href: (id: string) => paths.group(id) },
  person: { word: "person", href: (id: string) => paths.person(id) },
} as const satisfies Record<RefreshKind, { word: string; href: (id: string) => string }>;

/** Single things that somebody had read again, the latest first. */
export function StatusRefreshes({ refreshes, now, zone }: StatusRefreshesProps) {
  return (
    <Section title="Single things read again" note="the latest">
      {refreshes.length === 0 ? (
        <Empty title="Nobody has had a single thing read again.">
          An account, a permission set, a group or a person is read again from its own page, in seconds.
        </Empty>
      ) : (
        <RowList>
          {refreshes.map((refresh) => {
            const { word, href } = things[refresh.kind];
            return (
              <Row
                key={refresh.id}
                title={
                  refresh.name === null ? (
                    <span className="mono">{refresh.targetId}</span>
                  ) : (
                    <TextLink as="name" href={href(refresh.targetId)}>
                      {refresh.name}
                    </TextLink>
                  )
                }
                sub={
                  <>
                    {word}
                    {refresh.askedBy && `, for ${refresh.askedBy}`}: <Outcome refresh={refresh} />
                  </>
                }
                end={
                  <span className="text-ink-2">
                    <When at={refresh.finishedAt ?? refresh.askedAt} now={now} zone={zone} />
                  </span>
                }
              />
            );
          })}
        </RowList>
      )}
    </Section>
  );
}

function Outcome({ refresh: { state, changed, calls, isGone, failure } }: { refresh: RefreshShown }) {
  switch (state) {
    case "asked":
      return <>asked for</>;
    case "running":
      return <span className="text-state-granting">being read</span>;
    case "failed":
      return (
        <span className="text-state-ending">
          <Icon name="triangle-alert" size={13} /> {failure ?? "The read stopped."}
        </span>
      );
    case "done":
      return (
        <>
          {isGone ? "gone in AWS" : changed === 0 ? "no change" : count(changed, "change")},{" "}
          {count(calls, "call")}
        </>
      );
  }
}
