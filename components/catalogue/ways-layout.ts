import type { WayFlow } from "#lib/core/catalogue/way.ts";

export type Flow = {
  flow: WayFlow;
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
  /** Paths that are not drawn, and the line that stands for them. */
  rest: { paths: number; left: number; right: number } | null;
  height: number;
  account: { top: number; height: number };
};

/** More flows than this are no picture any more. */
export const FLOWS_DRAWN = 14;

const gap = 1.7;
const slotLeast = 30;
const restThickness = 3;

/**
 * Places the flows into one account so that none cross: temporary ones on top, those of one permission set side by side, as
 * thick as people use them. When there are too many, those that end first and those that most people use are drawn, and one
 * line stands for the rest.
 * @param all all of the account's flows
 */
export function layOutWays(all: readonly WayFlow[]): WaysLayout {
  const drawn = all
    .toSorted((a, b) => firstEnd([a]) - firstEnd([b]) || b.people - a.people)
    .slice(0, FLOWS_DRAWN);
  const most = Math.max(1, ...drawn.map((flow) => flow.people));
  const perPerson = Math.min(0.85, 38 / most);
  const bySet = [...Map.groupBy(drawn, (flow) => flow.permissionSetArn).values()];
  bySet.sort((a, b) => firstEnd(a) - firstEnd(b) || people(b) - people(a));

  let y = 12;
  const slots = bySet.map((group) =>
    group.map((flow) => {
      const thickness = 2 + Math.max(1, flow.people) * perPerson;
      const slot = Math.max(slotLeast, thickness + 16);
      y += slot;
      return { flow, thickness, left: y - slot / 2 };
    }),
  );
  const restPaths = paths(all) - paths(drawn);
  const restLeft = y + slotLeast / 2;
  const height = y + 12 + (restPaths > 0 ? slotLeast : 0);

  const thicknesses = slots.flat().map(({ thickness }) => thickness);
  const lines = restPaths > 0 ? [...thicknesses, restThickness] : thicknesses;
  const accountHeight = sum(lines) + gap * Math.max(0, lines.length - 1);
  const accountTop = (height - accountHeight) / 2;
  let right = accountTop;
  const sets: SetOnTheWay[] = [];
  const flows: Flow[] = [];
  for (const group of slots) {
    const [first] = group;
    if (!first) continue;
    const groupHeight = sum(group.map(({ thickness }) => thickness)) + gap * (group.length - 1);
    let middle = sum(group.map(({ left }) => left)) / group.length - groupHeight / 2;
    const { permissionSetArn: arn, permissionSetName } = first.flow;
    sets.push({ arn, name: permissionSetName ?? arn, top: middle });
    for (const { flow, thickness, left } of group) {
      flows.push({ flow, thickness, left, middle: middle + thickness / 2, right: right + thickness / 2 });
      middle += thickness + gap;
      right += thickness + gap;
    }
  }
  const rest = restPaths > 0 ? { paths: restPaths, left: restLeft, right: right + restThickness / 2 } : null;
  return { flows, sets, rest, height, account: { top: accountTop - 8, height: accountHeight + 16 } };
}

function firstEnd(flows: readonly WayFlow[]): number {
  return Math.min(...flows.map((flow) => flow.endsAt?.getTime() ?? Number.MAX_SAFE_INTEGER));
}

function people(flows: readonly WayFlow[]): number {
  return sum(flows.map((flow) => flow.people));
}

function paths(flows: readonly WayFlow[]): number {
  return sum(flows.map((flow) => flow.paths));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
