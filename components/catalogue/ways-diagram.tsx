import { type Flow, layOutWays, type WaysLayout } from "#components/catalogue/ways-layout.ts";
import type { WayFlow } from "#lib/core/catalogue/way.ts";
import { count, formatWhen } from "#lib/format.ts";

type WaysDiagramProps = {
  accountName: string;
  people: number;
  paths: number;
  flows: readonly WayFlow[];
  now: Date;
  zone: string;
};

/** The ways into one account as flows; left out on phones, where the table below says the same. */
export function WaysDiagram({ accountName, people, paths, flows: all, now, zone }: WaysDiagramProps) {
  const layout = layOutWays(all);
  const { flows, sets, rest, height, account } = layout;
  return (
    <div className="overflow-x-auto pt-3 max-wide:hidden">
      <svg
        viewBox={`0 0 1120 ${height}`}
        role="img"
        aria-label={`Ways into ${accountName}: ${count(people, "person")}. ${sayFlows(layout, now, zone)} The table below says the same.`}
        className="block w-full min-w-240 max-w-280 text-body"
      >
        {flows.map((flow) => (
          <FlowDrawn
            key={`${flow.flow.permissionSetArn} ${flow.flow.principalKind} ${flow.flow.principalId} ${flow.flow.endsAt?.getTime()}`}
            flow={flow}
            now={now}
            zone={zone}
          />
        ))}
        {rest && (
          <>
            <path
              d={`M196 ${rest.left}H700C810 ${rest.left} 810 ${rest.right} 920 ${rest.right}`}
              fill="none"
              strokeWidth="1.5"
              strokeDasharray="5 4"
              className="stroke-chart-standing"
            />
            <text x="184" y={rest.left + 4} textAnchor="end" className="fill-ink-2">
              and {count(rest.paths, "more way", "more ways")}
            </text>
          </>
        )}
        {sets.map(({ arn, name, top }) => (
          <text key={arn} x="524" y={top - 5} className="fill-ink font-medium">
            {short(name, 26)}
            <title>{name}</title>
          </text>
        ))}
        <rect x="920" y={account.top} width="3" height={account.height} className="fill-ink" />
        <text x="936" y={account.top + account.height / 2 - 3} className="fill-ink text-h2 font-strong">
          {short(accountName, 24)}
          <title>{accountName}</title>
        </text>
        <text x="936" y={account.top + account.height / 2 + 15} className="fill-ink-2">
          {count(people, "person")}, {count(paths, "path")}
        </text>
      </svg>
    </div>
  );
}

function FlowDrawn({ flow: drawn, now, zone }: { flow: Flow; now: Date; zone: string }) {
  const { flow, left, middle, right, thickness } = drawn;
  const isOver = flow.endsAt !== null && flow.endsAt <= now;
  const curve = `M196 ${left}C346 ${left} 370 ${middle} 520 ${middle}H700C810 ${middle} 810 ${right} 920 ${right}`;
  return (
    <>
      <path
        d={curve}
        fill="none"
        strokeWidth={thickness}
        className={flow.endsAt ? "stroke-chart-temporary" : "stroke-chart-standing"}
      />
      <text x="184" y={left + 4} textAnchor="end" className="fill-ink font-medium">
        {short(nameOf(flow), 26)}
        <title>{nameOf(flow)}</title>
      </text>
      {flow.endsAt ? (
        <>
          <rect x="193" y={left - 9} width="3" height="18" className="fill-chart-temporary" />
          <text
            x="204"
            y={left - 6}
            className={`text-note font-strong ${isOver ? "fill-state-blocked" : "fill-state-temporary"}`}
          >
            {isOver ? "over since" : "ends"} {formatWhen(flow.endsAt, now, zone)}
          </text>
        </>
      ) : (
        <text x="202" y={left - thickness / 2 - 4} className="fill-ink-2 text-note">
          {flow.principalKind === "group" ? count(flow.people, "person") : "direct"}
        </text>
      )}
    </>
  );
}

function nameOf({ principalName, principalId, people, paths }: WayFlow): string {
  if (principalName !== null) return principalName;
  return principalId === null ? count(people, "person") : `${count(paths, "principal")} gone`;
}

function sayFlows({ flows, rest }: WaysLayout, now: Date, zone: string): string {
  const said = flows.map(({ flow }) => {
    const who =
      flow.principalKind === "group" ? `${nameOf(flow)}, ${count(flow.people, "person")},` : nameOf(flow);
    const until = flow.endsAt ? ` until ${formatWhen(flow.endsAt, now, zone)}` : "";
    return `${who} by ${flow.permissionSetName ?? flow.permissionSetArn}${until}.`;
  });
  return [...said, ...(rest ? [`And ${count(rest.paths, "more way", "more ways")}.`] : [])].join(" ");
}

const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });

function short(name: string, longest: number): string {
  const letters = Array.from(graphemes.segment(name), ({ segment }) => segment);
  return letters.length > longest ? `${letters.slice(0, longest - 1).join("")}…` : name;
}
