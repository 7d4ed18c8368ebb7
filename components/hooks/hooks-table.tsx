import { Cell } from "#components/ui/cell.tsx";
import { HeadCell } from "#components/ui/head-cell.tsx";
import { State } from "#components/ui/state.tsx";
import { Table } from "#components/ui/table.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { TwoLine } from "#components/ui/two-line.tsx";
import { When } from "#components/ui/when.tsx";
import type { HookShape } from "#lib/core/hooks/hook.ts";
import type { ShownHook } from "#lib/core/hooks/shown-hooks.ts";
import { everyToldType } from "#lib/core/hooks/told-types.ts";
import { formatNumber, formatWhen } from "#lib/format.ts";
import { paths } from "#lib/paths.ts";

type HooksTableProps = { hooks: readonly ShownHook[]; now: Date; zone: string };

const shapes = { events: "events", slack: "Slack", teams: "Teams" } as const satisfies Record<
  HookShape,
  string
>;

/** The webhooks with where they lead, what they are told, and how they do. */
export function HooksTable({ hooks, now, zone }: HooksTableProps) {
  return (
    <Table
      caption="Webhooks"
      fold="blocks"
      head={
        <>
          <HeadCell>Webhook</HeadCell>
          <HeadCell>How it does</HeadCell>
          <HeadCell>Told of</HeadCell>
          <HeadCell>Last taken</HeadCell>
          <HeadCell number>Waiting</HeadCell>
          <HeadCell number>Given up</HeadCell>
        </>
      }
    >
      {hooks.map((hook) => (
        <tr key={hook.name}>
          <Cell heads phone="wide">
            <TwoLine sub={`${shapes[hook.shape]}, ${hook.origin}`}>
              <TextLink as="name" href={paths.webhooks({ hook: hook.name })}>
                {hook.name}
              </TextLink>
            </TwoLine>
          </Cell>
          <Cell phone="wide">
            <Health hook={hook} now={now} zone={zone} />
          </Cell>
          <Cell label="Told of" className="wrap-anywhere">
            {everyToldType.every((type) => hook.events.includes(type))
              ? "everything"
              : hook.events.join(", ")}
          </Cell>
          <Cell label="Last taken" nowrap>
            {hook.deliveredAt === null ? (
              <span className="text-ink-2">never</span>
            ) : (
              <When at={hook.deliveredAt} now={now} zone={zone} as="relative" />
            )}
          </Cell>
          <Cell number label="Waiting">
            {formatNumber(hook.waiting)}
          </Cell>
          <Cell number label="Given up">
            {formatNumber(hook.givenUp)}
          </Cell>
        </tr>
      ))}
    </Table>
  );
}

function Health({ hook, now, zone }: { hook: ShownHook; now: Date; zone: string }) {
  if (!hook.isConfigured)
    return (
      <TwoLine sub="No worker has it any more; what waits for it is given up.">
        <State is="ended">Not configured</State>
      </TwoLine>
    );
  if (hook.isOff)
    return (
      <TwoLine sub="It answered 410. Change its configuration, and it is told again.">
        <State is="disabled">Off</State>
      </TwoLine>
    );
  if (hook.failingSince !== null)
    return (
      <TwoLine sub={hook.failure}>
        <State is="denied">Failing since {formatWhen(hook.failingSince, now, zone)}</State>
      </TwoLine>
    );
  return hook.deliveredAt === null ? (
    <State is="scheduled">Nothing told yet</State>
  ) : (
    <State is="active">Takes what it is told</State>
  );
}
