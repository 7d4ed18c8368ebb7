import { readAccountTags } from "#lib/aws/reads/account-tags.ts";
import { readAccounts } from "#lib/aws/reads/accounts.ts";
import { optionally } from "#lib/aws/reads/optionally.ts";
import { readOrganisation } from "#lib/aws/reads/organisation.ts";
import { readUnitsBelow } from "#lib/aws/reads/organisational-units.ts";
import { explainUnitFault, ouPaths } from "#lib/core/catalogue/ou-paths.ts";
import type { OrganisationalUnit, Tags } from "#lib/core/catalogue.ts";
import { count } from "#lib/format.ts";
import { countUnknownStates, idsIn, unitsListed } from "./crawl-questions.ts";
import { fromTheStart } from "./from-the-start.ts";
import { goneAs } from "./gone-as.ts";
import type { ReadingSettings } from "./reading-settings.ts";
import { counted } from "./run-progress.ts";
import { sideBySide } from "./side-by-side.ts";
import { wholeList } from "./whole-list.ts";

/** Tags are listed account by account; a part holds those of this many. */
const ACCOUNTS_OF_A_PART = 100;

const TAGS = "organizations:ListTagsForResource";

const WIDTH = 8;

/** Reads the organisation, its units, its accounts and their tags into the crawl. Throws an AwsFault. */
export async function readOrganisationParts(settings: ReadingSettings): Promise<void> {
  const { aws, crawl } = settings;
  if (!crawl.has("organisations", "all"))
    await crawl.keep("organisations", "all", [await readOrganisation(aws)]);
  await readUnits(settings);
  await readAccountParts(settings);
  await readTags(settings);
}

async function readUnits({ aws, crawl, progress }: ReadingSettings): Promise<void> {
  if (crawl.has("units", "all")) return;
  const [rootId] = await idsIn(crawl, "organisations", "rootId");
  if (rootId === undefined) throw new Error("The crawl holds no organisation.");
  const step = progress.reading({
    what: "organisational units",
    service: "organizations",
    operation: "ListOrganizationalUnitsForParent",
    of: null,
  });
  const known = await unitsListed(crawl);
  const units = new Map<string, OrganisationalUnit>([[rootId, { id: rootId, name: "Root", parentId: null }]]);
  for (let level = [rootId]; level.length > 0; ) {
    const below: string[] = [];
    await sideBySide(level, WIDTH, async (parentId) => {
      const children = known.get(parentId) ?? (await wholeList(() => readUnitsBelow(aws, parentId)));
      if (!known.has(parentId)) await crawl.keep("unitChildren", parentId, children);
      for (const child of children) {
        // A unit that is listed a second time has moved meanwhile, or lies inside itself.
        if (liesIn(units, parentId, child.id)) {
          progress.note(explainUnitFault({ kind: "cycle", unitId: child.id }));
        }
        if (units.has(child.id)) continue;
        units.set(child.id, child);
        below.push(child.id);
      }
      step.finished(1);
    });
    level = below;
  }
  step.ended();
  const listed = [...units.values()];
  const { paths, faults } = ouPaths(listed);
  for (const fault of faults) progress.note(explainUnitFault(fault));
  await crawl.keep(
    "units",
    "all",
    listed.map((unit) => ({ ...unit, path: paths.get(unit.id) ?? [unit.id] })),
  );
}

/** Whether a unit is another one or lies somewhere below it. */
function liesIn(units: ReadonlyMap<string, OrganisationalUnit>, unitId: string, aboveId: string): boolean {
  for (let id: string | null = unitId; id !== null; id = units.get(id)?.parentId ?? null) {
    if (id === aboveId) return true;
  }
  return false;
}

async function readAccountParts({ aws, crawl, progress }: ReadingSettings): Promise<void> {
  if (!crawl.hasListing("accounts")) {
    const step = progress.reading({
      what: "accounts",
      service: "organizations",
      operation: "ListAccounts",
      of: null,
    });
    const unitIds = await idsIn(crawl, "units");
    await crawl.keepListing("accounts", () => counted(readAccounts(aws, unitIds), step));
    step.ended();
  }
  const unknown = await countUnknownStates(crawl);
  if (unknown > 0) {
    progress.note(`AWS lists ${count(unknown, "account")} in a state that Gatehouse does not know.`);
  }
}

async function readTags({ aws, crawl, progress }: ReadingSettings): Promise<void> {
  const ids = await idsIn(crawl, "accounts");
  const step = progress.reading({
    what: "account tags",
    service: "organizations",
    operation: "ListTagsForResource",
    of: ids.length,
  });
  for (let from = 0; from < ids.length; from += ACCOUNTS_OF_A_PART) {
    const accountIds = ids.slice(from, from + ACCOUNTS_OF_A_PART);
    const part = String(from / ACCOUNTS_OF_A_PART);
    if (crawl.has("accountTags", part)) step.finished(accountIds.length);
    else {
      const rows: { accountId: string; tags: Tags }[] = [];
      await sideBySide(accountIds, WIDTH, async (accountId) => {
        // An endpoint without tags is asked once, and every account keeps the tags that are stored.
        const tags = aws.notOffered.has(TAGS)
          ? null
          : await optionally(aws, null, () =>
              fromTheStart(() => goneAs(null, () => readAccountTags(aws, accountId, "background"))),
            );
        if (tags !== null) rows.push({ accountId, tags });
        step.finished(1);
      });
      await crawl.keep("accountTags", part, rows);
    }
  }
}
