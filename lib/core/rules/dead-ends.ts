import { count, listNames } from "#lib/format.ts";
import { addAll, type Bits, countBits, firstBits, hasBit, takeAll } from "./bits.ts";
import { type KnownNames, namedKinds } from "./known-names.ts";
import type { Layer } from "./laid-rules.ts";
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
    said.push(...deadEndsAt(layer, stage, laid.people, where));
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

function deadEndsAt(layer: Layer, stage: Stage, requesters: Bits, where: string): DeadEnd[] {
  const approvers = approving(layer, stage);
  const short = cannotBeAnswered(requesters, approvers, stage);
  const all = countBits(requesters);
  const able = countBits(approvers);
  const mailless = able - countBits(withMail(layer, approvers));
  if (short === all && all > 0) {
    return [
      {
        title: `Too few can agree${where}.`,
        says: `${count(able, "enabled person")} could decide, and ${count(stage.quorum, "yes")} ${stage.quorum === 1 ? "is" : "are"} needed of somebody else than who asks.`,
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

/** Of these people those that a letter can reach. */
export function withMail({ ground }: Layer, people: Bits): Bits {
  const reached = people.slice();
  const mailless = people.slice().fill(0);
  for (const at of firstBits(people, ground.people.length))
    if (ground.people[at]?.hasMail === false)
      mailless[at >>> 5] = (mailless[at >>> 5] ?? 0) | (1 << (at & 31));
  takeAll(reached, mailless);
  return reached;
}

/** For how many of those who may ask there are fewer approvers than are needed, since nobody answers themselves. */
function cannotBeAnswered(requesters: Bits, approvers: Bits, stage: Stage): number {
  // Who owns an account is known only once it is asked for.
  if (asksOwner(stage)) return 0;
  const able = countBits(approvers);
  if (able < stage.quorum) return countBits(requesters);
  if (able > stage.quorum) return 0;
  let both = 0;
  for (let at = 0; at < requesters.length * 32; at += 1)
    if (hasBit(requesters, at) && hasBit(approvers, at)) both += 1;
  return both;
}
