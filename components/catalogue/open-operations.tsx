import { Empty } from "#components/ui/empty.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { Row, RowList } from "#components/ui/row-list.tsx";
import { Section } from "#components/ui/section.tsx";
import { formatDuration } from "#lib/format.ts";

type OpenOperationsProps = {
  operations: readonly {
    id: string;
    kind: "create" | "delete";
    accountId: string;
    accountName: string | null;
    permissionSetName: string | null;
    personName: string | null;
    startedAt: Date;
  }[];
  /** How many may be open at once over all workers. */
  most: number;
  now: Date;
};

const verbs = { create: "Create", delete: "Remove" } as const;

/** An operation usually takes seconds; from here on it is worth a look. */
const SLOW_AFTER_MS = 60_000;

/** What AWS is working on for us, against how much it may be asked at once. */
export function OpenOperations({ operations, most, now }: OpenOperationsProps) {
  return (
    <Section
      title="Open operations in AWS"
      note={`${operations.length} of at most ${Math.max(most, operations.length)}`}
    >
      <Places taken={operations.length} most={most} />
      {operations.length === 0 ? (
        <Empty title="AWS is working on nothing for us.">
          Assignments that are being made or removed stand here until AWS is done.
        </Empty>
      ) : (
        <RowList>
          {operations.map((operation) => (
            <Row
              key={operation.id}
              title={`${verbs[operation.kind]} ${operation.permissionSetName ?? "a role"} in ${operation.accountName ?? operation.accountId}`}
              sub={operation.personName ? `for ${operation.personName}` : undefined}
              end={<Age ms={now.getTime() - operation.startedAt.getTime()} />}
            />
          ))}
        </RowList>
      )}
    </Section>
  );
}

function Places({ taken, most }: { taken: number; most: number }) {
  const places = Array.from({ length: Math.max(most, taken) }, (_, at) => ({ at, isTaken: at < taken }));
  return (
    <span aria-hidden="true" className="mt-3 mb-1 flex h-2.5 gap-0.75">
      {places.map(({ at, isTaken }) => (
        <i
          key={at}
          className={`flex-1 ${isTaken ? "bg-chart-temporary" : "border border-line-2 bg-surface"}`}
        />
      ))}
    </span>
  );
}

function Age({ ms }: { ms: number }) {
  if (ms < SLOW_AFTER_MS) return <span className="text-ink-2">{formatDuration(ms)}</span>;
  return (
    <span className="flex items-center gap-1.25 font-medium text-state-ending">
      <Icon name="triangle-alert" size={14} />
      {formatDuration(ms)}
    </span>
  );
}
