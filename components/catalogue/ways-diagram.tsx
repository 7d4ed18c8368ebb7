import { type Flow, layOutWays } from "#components/catalogue/ways-layout.ts";
import type { Way } from "#lib/core/catalogue/way.ts";
import { count, formatWhen } from "#lib/format.ts";

type WaysDiagramProps = {
  accountName: string;
  people: number;
  ways: readonly Way[];
  now: Date;
  zone: string;
};

/** The ways into one account as flows; left out on phones, where the table below says the same. */
export function WaysDiagram({ accountName, people, ways, now, zone }: WaysDiagramProps) {
  const { flows, sets, height, account } = layOutWays(ways);
  const principals = new Set(ways.map((way) => way.principalId)).size;
  return (
    <div className="overflow-x-auto pt-3 max-wide:hidden">
      <svg
        viewBox={`0 0 1120 ${height}`}
        role="img"
        aria-label={`Ways into ${accountName}: ${count(principals, "principal")} by ${count(sets.length, "permission set")}. The table below says the same.`}
        className="block w-full min-w-240 max-w-280 text-body"
      >
        {flows.map((flow) => (
          <FlowDrawn
            key={`${flow.way.permissionSetArn} ${flow.way.principalId}`}
            flow={flow}
            now={now}
            zone={zone}
          />
        ))}
        {sets.map(({ arn, name, top }) => (
          <text key={arn} x="524" y={top - 5} className="fill-ink font-medium">
            {name}
          </text>
        ))}
        <rect x="920" y={account.top} width="3" height={account.height} className="fill-ink" />
        <text x="936" y={account.top + account.height / 2 - 3} className="fill-ink text-h2 font-strong">
          {short(accountName, 24)}
        </text>
        <text x="936" y={account.top + account.height / 2 + 15} className="fill-ink-2">
          {count(people, "person")}, {count(ways.length, "path")}
        </text>
      </svg>
    </div>
  );
}

function FlowDrawn({ flow, now, zone }: { flow: Flow; now: Date; zone: string }) {
  const { way, left, middle, right, thickness } = flow;
  const isOver = way.grant !== null && way.grant.endsAt <= now;
  const curve = `M196 ${left}C346 ${left} 370 ${middle} 520 ${middle}H700C810 ${middle} 810 ${right} 920 ${right}`;
  return (
    <>
      <path
        d={curve}
        fill="none"
        strokeWidth={thickness}
        className={way.grant ? "stroke-chart-temporary" : "stroke-chart-standing"}
      />
      <text x="184" y={left + 4} textAnchor="end" className="fill-ink font-medium">
        {short(way.principalName ?? "gone", 26)}
      </text>
      {way.grant ? (
        <>
          <rect x="193" y={left - 9} width="3" height="18" className="fill-chart-temporary" />
          <text
            x="204"
            y={left - 6}
            className={`text-note font-strong ${isOver ? "fill-state-blocked" : "fill-state-temporary"}`}
          >
            {isOver ? "over since" : "ends"} {formatWhen(way.grant.endsAt, now, zone)}
          </text>
        </>
      ) : (
        <text x="202" y={left - thickness / 2 - 4} className="fill-ink-2 text-note">
          {way.principalKind === "group" ? count(way.people, "person") : "direct"}
        </text>
      )}
    </>
  );
}

function short(name: string, longest: number): string {
  return name.length > longest ? `${name.slice(0, longest - 1)}…` : name;
}
