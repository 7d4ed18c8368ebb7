import type { Way } from "#lib/core/catalogue/way.ts";

export type Flow = {
  way: Way;
  /** Centres of the flow at its principal, in its permission set and at the account; its thickness. */
  left: number;
  middle: number;
  right: number;
  thickness: number;
};

export type SetOnTheWay = { arn: string; name: string; top: number };

export type WaysLayout = {
  flows: readonly Flow[];
  sets: readonly SetOnTheWay[];
  height: number;
  account: { top: number; height: number };
};

/** More flows than this are no picture any more. */
export const FLOWS_DRAWN = 18;

const gap = 1.7;
const slotLeast = 30;

const thicknessOf = (way: Way) => Math.min(40, 2 + Math.max(1, way.people) * 0.85);

/**
 * Places every way into one account so that none cross: temporary ones on top, the ways of one permission set side by side, as thick as people use them.
 * @param ways all of the account's ways
 */
export function layOutWays(ways: readonly Way[]): WaysLayout {
  const bySet = [...Map.groupBy(ways, (way) => way.permissionSetArn).values()].map((group) =>
    group.toSorted((a, b) => firstEnd([a]) - firstEnd([b]) || b.people - a.people),
  );
  bySet.sort((a, b) => firstEnd(a) - firstEnd(b) || people(b) - people(a));

  let y = 12;
  const slots = bySet.map((group) =>
    group.map((way) => {
      const thickness = thicknessOf(way);
      const slot = Math.max(slotLeast, thickness + 16);
      y += slot;
      return { way, thickness, left: y - slot / 2 };
    }),
  );
  const height = y + 12;

  const all = slots.flat();
  const accountHeight = sum(all.map(({ thickness }) => thickness)) + gap * Math.max(0, all.length - 1);
  const accountTop = (height - accountHeight) / 2;
  let right = accountTop;
  const sets: SetOnTheWay[] = [];
  const flows: Flow[] = [];
  for (const group of slots) {
    const [first] = group;
    if (!first) continue;
    const groupHeight = sum(group.map(({ thickness }) => thickness)) + gap * (group.length - 1);
    let middle = sum(group.map(({ left }) => left)) / group.length - groupHeight / 2;
    const { permissionSetArn: arn, permissionSetName } = first.way;
    sets.push({ arn, name: permissionSetName ?? arn, top: middle });
    for (const { way, thickness, left } of group) {
      flows.push({ way, thickness, left, middle: middle + thickness / 2, right: right + thickness / 2 });
      middle += thickness + gap;
      right += thickness + gap;
    }
  }
  return { flows, sets, height, account: { top: accountTop - 8, height: accountHeight + 16 } };
}

function firstEnd(ways: readonly Way[]): number {
  return Math.min(...ways.map((way) => way.grant?.endsAt.getTime() ?? Number.MAX_SAFE_INTEGER));
}

function people(ways: readonly Way[]): number {
  return sum(ways.map((way) => way.people));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
