import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { z } from "zod";
import { choice, field, type SearchParams } from "#app/(console)/search-params.ts";
import { readZone } from "#app/zone.ts";
import { ButtonLink } from "#components/ui/button-link.tsx";
import { PageHead } from "#components/ui/page-head.tsx";
import { requireAdministrator } from "#lib/auth/require-viewer.ts";
import { paths } from "#lib/paths.ts";
import { newRule } from "#lib/queries/access/rule-editing.ts";
import { RuleForm } from "../editing/rule-form.tsx";
import { RuleTextForm } from "../editing/rule-text-form.tsx";

export const metadata: Metadata = { title: "New rule" };

const address = z.object({ copy: field.pipe(z.uuid().optional()), as: choice(["text"]) });

export default async function NewRulePage({ searchParams }: { searchParams: SearchParams }) {
  const viewer = await requireAdministrator();
  const asked = address.safeParse(await searchParams);
  if (!asked.success) notFound();
  const { copy, as } = asked.data;
  const [start, zone] = await Promise.all([newRule(viewer, copy ?? null), readZone()]);
  if (!start) notFound();
  const how = copy === undefined ? {} : { copy };
  return (
    <>
      <PageHead
        crumbs={[{ label: "Rules", href: paths.rules() }]}
        title="New rule"
        sub="Who may ask for what where, for how long, and who has to agree. Nothing is saved before you have seen what it would do."
        actions={
          as === "text" ? (
            <ButtonLink href={paths.newRule(how)}>Edit as fields</ButtonLink>
          ) : (
            <ButtonLink href={paths.newRule({ ...how, as: "text" })}>Edit as YAML</ButtonLink>
          )
        }
      />
      {as === "text" ? (
        <RuleTextForm ruleId={null} version={null} start={start.text} />
      ) : (
        <RuleForm ruleId={null} version={null} start={start.fields} zone={zone} />
      )}
    </>
  );
}
