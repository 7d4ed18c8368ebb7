import { Empty } from "#components/ui/empty.tsx";
import { Row, RowList } from "#components/ui/row-list.tsx";
import { Section } from "#components/ui/section.tsx";
import { count, formatDuration } from "#lib/format.ts";

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
  now: Date;
};

const verbs = { create: "Create", delete: "Remove" } as const;

/** What AWS is working on for us. */
export function OpenOperations({ operations, now }: OpenOperationsProps) {
  return (
    <Section
      title="Open operations in AWS"
      note={operations.length > 0 && count(operations.length, "operation")}
    >
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
              end={
                <span className="text-ink-2">
                  {formatDuration(now.getTime() - operation.startedAt.getTime())}
                </span>
              }
            />
          ))}
        </RowList>
      )}
    </Section>
  );
}
