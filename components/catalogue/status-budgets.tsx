import { awsService } from "#components/catalogue/aws-services.ts";
import { Cell } from "#components/ui/cell.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { HeadCell } from "#components/ui/head-cell.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { Section } from "#components/ui/section.tsx";
import { Table } from "#components/ui/table.tsx";
import { formatNumber, formatTimeLeft } from "#lib/format.ts";

type Allowance = { perSecond: number; now: number; most: number };

export type BudgetShown = {
  name: string;
  shared: Allowance;
  reserve: Allowance;
  calls: number;
  throttled: number;
  slowed: { share: number; wholeInSeconds: number } | null;
};

/** What is left of AWS's allowance for calls, over all workers. */
export function StatusBudgets({ budgets }: { budgets: readonly BudgetShown[] }) {
  const head = (
    <>
      <HeadCell>Service</HeadCell>
      <HeadCell>At this moment</HeadCell>
      <HeadCell number>A second</HeadCell>
      <HeadCell number>Kept for removals and people</HeadCell>
      <HeadCell number>Calls</HeadCell>
      <HeadCell>Refused as too fast</HeadCell>
    </>
  );
  return (
    <Section title="Calls to AWS" note="over all workers; removals always go first">
      {budgets.length === 0 ? (
        <Empty title="No worker has called AWS yet.">
          As soon as one does, what is left of each service's allowance stands here.
        </Empty>
      ) : (
        <Table caption="What is left of AWS's allowance for calls" head={head} fold="blocks">
          {budgets.map((budget) => (
            <Budget key={budget.name} budget={budget} />
          ))}
        </Table>
      )}
    </Section>
  );
}

function Budget({ budget: { name, shared, reserve, calls, throttled, slowed } }: { budget: BudgetShown }) {
  const { service, operation } = awsService(name);
  return (
    <tr>
      <Cell heads phone="wide">
        <span className="font-strong">{service}</span>{" "}
        {operation && <span className="mono text-ink-3">{operation}</span>}
      </Cell>
      <Cell label="At this moment" phone="wide">
        <span className="flex items-center gap-2">
          <Left {...shared} />
          <span className="text-ink-2">
            {shared.now} of {formatNumber(shared.most)} free
          </span>
        </span>
        {slowed && (
          <span className="flex items-center gap-1.25 text-note font-medium text-state-ending">
            <Icon name="triangle-alert" size={14} />
            slowed to {Math.round(slowed.share * 100)} %, whole again in{" "}
            {formatTimeLeft(slowed.wholeInSeconds * 1000)}
          </span>
        )}
      </Cell>
      <Cell number label="A second" phone="wide">
        {rate(shared.perSecond)}
      </Cell>
      <Cell number label="Kept for removals and people" phone="wide">
        {reserve.now} of {formatNumber(reserve.most)}, {rate(reserve.perSecond)} a second
      </Cell>
      <Cell number label="Calls" phone="wide">
        {formatNumber(calls)}
      </Cell>
      <Cell label="Refused as too fast" phone="wide">
        {throttled === 0 ? (
          <span className="text-ink-2">never</span>
        ) : (
          <span className="text-state-ending">{formatNumber(throttled)} times</span>
        )}
      </Cell>
    </tr>
  );
}

function Left({ now, most }: Allowance) {
  return (
    <span aria-hidden="true" className="flex h-2 w-24 gap-px">
      <i className="h-full bg-chart-temporary" style={{ width: `${(now / Math.max(1, most)) * 100}%` }} />
      <i className="h-full flex-1 bg-sunk" />
    </span>
  );
}

const rate = (perSecond: number) => formatNumber(Math.round(perSecond * 10) / 10);
