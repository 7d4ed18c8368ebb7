import type { ReactNode } from "react";
import { TextLink } from "#components/ui/text-link.tsx";
import type { Change, ChangeKind, ChangeSubject, NamedThing } from "#lib/core/catalogue/change.ts";
import { paths } from "#lib/paths.ts";

/** What happened, as a sentence whose names lead to their pages. */
export function ChangeSentence({ change: { subject, kind } }: { change: Pick<Change, "subject" | "kind"> }) {
  switch (subject.noun) {
    case "account":
    case "permission-set":
    case "person":
    case "group":
    case "unit":
      return (
        <>
          <Thing of={subject.noun} thing={subject.thing} /> {happened[kind]}
        </>
      );
    case "assignment":
      return <AssignmentSentence subject={subject} kind={kind} />;
    case "provisioned":
      return (
        <>
          <Thing of="permission-set" thing={subject.permissionSet} />{" "}
          {kind === "vanished" ? "is no longer provisioned in" : "was provisioned in"}{" "}
          <Thing of="account" thing={subject.account} />
        </>
      );
    case "membership":
      return (
        <>
          <Thing of="person" thing={subject.person} /> {kind === "vanished" ? "left" : "joined"}{" "}
          <Thing of="group" thing={subject.group} />
        </>
      );
  }
}

const happened = {
  appeared: "appeared",
  changed: "changed",
  vanished: "is gone",
} as const satisfies Record<ChangeKind, string>;

function AssignmentSentence({
  subject: { principal, permissionSet, account },
  kind,
}: {
  subject: Extract<ChangeSubject, { noun: "assignment" }>;
  kind: ChangeKind;
}) {
  return (
    <>
      <Thing of={principal.kind === "user" ? "person" : "group"} thing={principal} />{" "}
      {kind === "vanished" ? "lost" : "was given"} <Thing of="permission-set" thing={permissionSet} /> in{" "}
      <Thing of="account" thing={account} />
    </>
  );
}

type ThingProps = { of: "account" | "permission-set" | "person" | "group" | "unit"; thing: NamedThing };

function Thing({ of, thing: { id, name } }: ThingProps): ReactNode {
  const shown = name ?? <span className="mono break-all">{id}</span>;
  return (
    <TextLink href={hrefOf(of, id)} as="plain">
      <b className="font-medium">{shown}</b>
    </TextLink>
  );
}

function hrefOf(of: ThingProps["of"], id: string): string {
  switch (of) {
    case "account":
      return paths.account(id);
    case "permission-set":
      return paths.permissionSet(id);
    case "person":
      return paths.person(id);
    case "group":
      return paths.group(id);
    case "unit":
      return paths.accounts({ unit: id });
  }
}
