import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { z } from "zod";
import { choice, type SearchParams } from "#app/(console)/search-params.ts";
import { readZone } from "#app/zone.ts";
import { ButtonLink } from "#components/ui/button-link.tsx";
import { PageHead } from "#components/ui/page-head.tsx";
import { requireAdministrator } from "#lib/auth/require-viewer.ts";
import { paths } from "#lib/paths.ts";
import { ruleToEdit } from "#lib/queries/access/rule-editing.ts";
import { RuleForm } from "../../editing/rule-form.tsx";
import { RuleTextForm } from "../../editing/rule-text-form.tsx";

export const metadata: Metadata = { title: "Edit a rule" };

const address = z.object({ as: choice(["text"]) });

type EditRulePageProps = { params: Promise<{ id: string }>; searchParams: SearchParams };

export default async function EditRulePage({ params, searchParams }: EditRulePageProps) {
  const viewer = await requireAdministrator();
  const id = z.uuid().safeParse((await params).id);
  const [rule, zone] = await Promise.all([id.success ? ruleToEdit(viewer, id.data) : null, readZone()]);
  if (!rule) notFound();
  const { as } = address.parse(await searchParams);
  const { ruleId, version } = rule;
  return (
    <>
      <PageHead
        crumbs={[
          { label: "Rules", href: paths.rules() },
          { label: rule.name, href: paths.rule(ruleId) },
        ]}
        title={`Edit ${rule.name}`}
        sub="Nothing is saved before you have seen what it would do."
        actions={
          <>
            <ButtonLink href={paths.rulesFile(ruleId)} leaves>
              Download as YAML
            </ButtonLink>
            {as === "text" ? (
              <ButtonLink href={paths.editRule(ruleId)}>Edit as fields</ButtonLink>
            ) : (
              <ButtonLink href={paths.editRule(ruleId, { as: "text" })}>Edit as YAML</ButtonLink>
            )}
          </>
        }
      />
      {as === "text" ? (
        <RuleTextForm ruleId={ruleId} version={version} start={rule.text} />
      ) : (
        <RuleForm ruleId={ruleId} version={version} start={rule.fields} zone={zone} />
      )}
    </>
  );
}
