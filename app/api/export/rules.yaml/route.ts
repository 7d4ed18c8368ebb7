import { notFound } from "next/navigation";
import { z } from "zod";
import { readMoment } from "#app/(console)/moment.ts";
import { requireReader } from "#lib/auth/require-viewer.ts";
import { recordExport } from "#lib/operations/record-export.ts";
import { rulesText } from "#lib/queries/access/rule-editing.ts";

export const dynamic = "force-dynamic";

const asked = z.union([z.tuple([]), z.tuple([z.tuple([z.literal("rule"), z.uuid()])])]);

/** Rules as a rules file: all, or one by its id. For administrators and auditors; who took it is in the audit. */
export async function GET(request: Request): Promise<Response> {
  const viewer = await requireReader();
  const parsed = asked.safeParse([...new URL(request.url).searchParams]);
  if (!parsed.success) notFound();
  const [only] = parsed.data;
  const id = only ? only[1] : null;
  const rules = await rulesText(viewer, id);
  if (!rules) notFound();
  const { now } = await readMoment();
  await recordExport(
    { actor: { kind: "person", viewer }, now },
    { list: "rules", filters: id === null ? {} : { rule: id }, columns: [] },
    "yaml",
  );
  return new Response(rules.text, {
    headers: {
      "content-type": "application/yaml; charset=utf-8",
      "content-disposition": `attachment; filename="${fileName(rules.name)}"`,
      "cache-control": "private, no-store",
      "x-content-type-options": "nosniff",
    },
  });
}

/** A file that is not taken is not recorded as taken. */
export function HEAD(): Response {
  return new Response(null, { status: 405, headers: { allow: "GET", "cache-control": "private, no-store" } });
}

/** The rule's name in letters that every file system takes. */
function fileName(name: string | null): string {
  const plain = (name ?? "")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-|-$/g, "");
  return plain === "" ? "gatehouse-rules.yaml" : `gatehouse-rule-${plain}.yaml`;
}
