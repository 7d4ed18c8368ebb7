import { count } from "#lib/format.ts";
import { addAll, type Bits, countBits, hasBit } from "./bits.ts";
import type { Layer } from "./laid-rules.ts";
import type { Rule, Stage } from "./rule-content.ts";

/** Where a rule leads to nothing: nobody can ask, too few could answer, nothing is offered or reached. A sentence for each. */
export function deadEndsOf({ lay, meant }: Layer, { content }: Rule): string[] {
  const laid = lay(content);
  const requesters = countBits(laid.people);
  const said: string[] = [];
  if (requesters === 0) said.push("Nobody may ask by it.");
  if (countBits(laid.sets) === 0) said.push("It offers no permission set that there is.");
  if (countBits(laid.accounts) === 0) said.push("It reaches no active account.");
  for (const [index, stage] of content.agreement.stages.entries()) {
    const short = cannotBeAnswered(laid.people, approving(stage), stage);
    const where = content.agreement.stages.length === 1 ? "" : ` at stage ${index + 1}`;
    if (short === requesters && requesters > 0) said.push(`Too few can agree${where}.`);
    else if (short > 0) said.push(`${count(short, "person")} could be answered by too few${where}.`);
  }
  return said;

  function approving({ approvers, fallback }: Stage): Bits {
    const people = meant(approvers);
    if (fallback) addAll(people, meant(fallback.approvers));
    return people;
  }
}

/** For how many of those who may ask there are fewer approvers than are needed, since nobody answers themselves. */
function cannotBeAnswered(
  requesters: Bits,
  approvers: Bits,
  { quorum, approvers: of, fallback }: Stage,
): number {
  // Who owns an account, or is somebody's manager, is known only once it is asked for.
  if (
    [of, ...(fallback ? [fallback.approvers] : [])].some(
      ({ ownerTag, manager }) => ownerTag !== null || manager,
    )
  )
    return 0;
  const able = countBits(approvers);
  if (able < quorum) return countBits(requesters);
  if (able > quorum) return 0;
  let both = 0;
  for (let at = 0; at < requesters.length * 32; at += 1)
    if (hasBit(requesters, at) && hasBit(approvers, at)) both += 1;
  return both;
}
