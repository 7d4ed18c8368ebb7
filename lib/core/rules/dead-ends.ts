import { count, listNames } from "#lib/format.ts";
import { addAll, addBit, type Bits, countBits, firstBits, hasBit, noBits, takeAll } from "./bits.ts";
import { type KnownNames, namedKinds } from "./known-names.ts";
import type { LaidRule, Layer } from "./laid-rules.ts";
import { namedIds } from "./named-ids.ts";
import type { Rule, Stage } from "./rule-content.ts";

/** Where a rule leads to nothing, and what that means. */
export type DeadEnd = { title: string; says: string };

const MOST_NAMES = 3;

/**
 * Where a rule leads to nothing: nobody can ask, too few could answer, no letter would reach them, nothing is offered or reached, what is named is empty
 * or gone.
 * @param known the names that the catalogue has
 */
export function deadEndsOf(layer: Layer, { content }: Rule, known: KnownNames): DeadEnd[] {
  const laid = layer.lay(content);
  const said: DeadEnd[] = [];
  const say = (title: string, says = "") => said.push({ title, says });
  if (countBits(laid.people) === 0) say("Nobody may ask by it.", "No requester is an enabled person.");
  if (countBits(laid.sets) === 0) say("It offers no permission set that there is.");
  if (countBits(laid.accounts) === 0) say("It reaches no active account.");
  for (const [index, stage] of content.agreement.stages.entries()) {
    const where = content.agreement.stages.length === 1 ? "" : ` at stage ${index + 1}`;
    said.push(...deadEndsAt(layer, stage, laid, where));
  }
  const named = namedIds(content);
  const empty = named.group.filter(
    (id) => known.group.ids.has(id) && countBits(layer.meant({ groups: [id], people: [] })) === 0,
  );
  if (empty.length > 0) {
    const names = empty.map((id) => known.group.names.get(id) ?? id);
    const more = empty.length - MOST_NAMES;
    const shown = more > 0 ? [...names.slice(0, MOST_NAMES), `${more} more`] : names;
    say(`No enabled person is in ${listNames(shown)}.`, "Naming an empty group means nobody.");
  }
  const gone = namedKinds.flatMap((kind) => named[kind].filter((id) => !known[kind].ids.has(id)));
  if (gone.length > 0)
    say(`It names ${count(gone.length, "thing")} that ${gone.length === 1 ? "is" : "are"} gone from AWS.`);
  return said;
}

/** Who may decide at a stage: those that it names, and its fallback approvers, who may as well after a while. */
export function approving({ meant }: Layer, { approvers, fallback }: Stage): Bits {
  const people = meant(approvers);
  if (fallback) addAll(people, meant(fallback.approvers));
  return people;
}

/** Whether who decides at a stage depends on the account too. */
export function asksOwner({ approvers, fallback }: Stage): boolean {
  return approvers.ownerTag !== null || (fallback?.approvers.ownerTag ?? null) !== null;
}

/** Whether who decides at a stage depends on who asks, too. */
export function asksManager({ approvers, fallback }: Stage): boolean {
  return approvers.manager || (fallback?.approvers.manager ?? false);
}

function deadEndsAt(layer: Layer, stage: Stage, laid: LaidRule, where: string): DeadEnd[] {
  // Who is somebody's manager is known only once they ask.
  if (asksManager(stage)) return [];
  const approvers = approving(layer, stage);
  if (asksOwner(stage)) return ownerless(layer, stage, laid, where);
  const short = cannotBeAnswered(laid.people, approvers, stage);
  const all = countBits(laid.people);
  const able = countBits(approvers);
  const mailless = able - countBits(withMail(layer, approvers));
  if (short === all && all > 0) {
    return [
      {
        title: `Too few can agree${where}.`,
        says:
          able === 0
            ? "No approver is an enabled person, so nothing can be asked by this rule."
            : `${count(able, "approver")} could decide, and ${stage.quorum} ${stage.quorum === 1 ? "is" : "are"} needed beside who asks.`,
      },
    ];
  }
  return [
    ...(short > 0
      ? [
          {
            title: `${count(short, "person")} could be answered by too few${where}.`,
            says: "Who asks never decides, and without them there are fewer approvers than are needed. For them this rule offers nothing.",
          },
        ]
      : []),
    ...(mailless > 0
      ? [
          {
            title:
              mailless === able
                ? `Nobody who can agree${where} has a mail address.`
                : `${count(mailless, "person")} who can agree${where} ${mailless === 1 ? "has" : "have"} no mail address.`,
            says: "No letter asks them. They can decide here.",
          },
        ]
      : []),
  ];
}

/** The tags by which a stage asks who owns an account. */
function ownerTags({ approvers, fallback }: Stage): string[] {
  return [approvers.ownerTag, fallback?.approvers.ownerTag ?? null].flatMap((tag) =>
    tag === null ? [] : [tag],
  );
}

/** The accounts, by their places, whose owner a stage asks and whose tag names an enabled person. */
export function ownedAccounts({ ground, ownerAt }: Layer, stage: Stage, { accounts }: LaidRule): number[] {
  const tags = ownerTags(stage);
  return firstBits(accounts, ground.accounts.length).filter((at) => {
    const place = ground.accounts[at];
    return place !== undefined && tags.some((tag) => ownerAt(tag, place) !== undefined);
  });
}

/** Accounts in which fewer could decide than are needed, their owners counted. */
function ownerless(layer: Layer, stage: Stage, laid: LaidRule, where: string): DeadEnd[] {
  const named = approving(layer, stage);
  const able = countBits(named);
  const accounts = firstBits(laid.accounts, layer.ground.accounts.length);
  const short = accounts.filter((at) => {
    const place = layer.ground.accounts[at];
    const owners = new Set(
      ownerTags(stage).flatMap((tag) => {
        const owner = place && layer.ownerAt(tag, place);
        return owner === undefined || hasBit(named, owner) ? [] : [owner];
      }),
    );
    return able + owners.size < stage.quorum;
  });
  if (short.length === 0) return [];
  return [
    {
      title: `In ${count(short.length, "account")} of ${accounts.length} too few can agree${where}.`,
      says: `No tag ${listNames(ownerTags(stage), "or")} names an enabled person there.`,
    },
  ];
}

/** Of these people those that a letter can reach. */
export function withMail({ ground }: Layer, people: Bits): Bits {
  const reached = people.slice();
  const mailless = noBits(ground.people.length);
  for (const at of firstBits(people, ground.people.length))
    if (ground.people[at]?.hasMail === false) addBit(mailless, at);
  takeAll(reached, mailless);
  return reached;
}

/** For how many of those who may ask there are fewer approvers than are needed, since nobody answers themselves. */
function cannotBeAnswered(requesters: Bits, approvers: Bits, stage: Stage): number {
  const able = countBits(approvers);
  if (able < stage.quorum) return countBits(requesters);
  if (able > stage.quorum) return 0;
  let both = 0;
  for (let at = 0; at < requesters.length * 32; at += 1)
    if (hasBit(requesters, at) && hasBit(approvers, at)) both += 1;
  return both;
}
