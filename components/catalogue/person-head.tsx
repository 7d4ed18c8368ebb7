import type { ReactNode } from "react";
import { CopyId } from "#components/ui/copy-id.tsx";
import { PageHead } from "#components/ui/page-head.tsx";
import { State } from "#components/ui/state.tsx";
import type { PersonStatus } from "#lib/core/catalogue.ts";
import { paths } from "#lib/paths.ts";

type PersonHeadProps = {
  person: { id: string; name: string; userName: string; status: PersonStatus };
  /** What may be done with them. */
  children?: ReactNode;
};

/** What a person is called, and whether they may sign in. */
export function PersonHead({ person, children }: PersonHeadProps) {
  return (
    <PageHead
      title={person.name}
      crumbs={[{ label: "People", href: paths.people() }]}
      actions={children}
      aside={
        <span className="flex min-w-0 flex-wrap items-center gap-x-3">
          <CopyId value={person.id} shown={person.userName} of="person id" />
          {person.status === "DISABLED" && <State is="disabled">Disabled: cannot sign in to AWS</State>}
        </span>
      }
    />
  );
}
