import { describe, expect, test } from "vitest";
import { type AbleStage, areEnough } from "./enough-approvers.ts";

const stage = (quorum: number, ...approverIds: string[]): AbleStage => ({ quorum, approverIds });

describe("approvers are enough", () => {
  test.each<[string, AbleStage[], boolean]>([
    ["where nobody is needed", [], true],
    ["when one of several can", [stage(1, "ada", "bo")], true],
    ["and not when there is nobody", [stage(1)], false],
    ["and not when there are fewer than the quorum", [stage(2, "ada")], false],
    ["when there are as many as the quorum", [stage(2, "ada", "bo")], true],
    ["and not when nobody is left for a later stage", [stage(1, "ada"), stage(1)], false],
    ["and not when one person would have to agree at two stages", [stage(1, "ada"), stage(1, "ada")], false],
    ["when somebody else can take the earlier stage", [stage(1, "ada", "bo"), stage(1, "ada")], true],
    [
      "when each gives way to the next in a row",
      [stage(1, "ada", "bo"), stage(1, "bo", "cy"), stage(1, "ada"), stage(1, "bo", "dee")],
      true,
    ],
    ["and not when three places share two people", [stage(2, "ada", "bo"), stage(1, "ada", "bo")], false],
  ])("%s", (_, stages, enough) => {
    expect(areEnough(stages)).toBe(enough);
  });

  test("exactly when trying every way finds one", () => {
    const people = ["a", "b", "c", "d"];
    let drawn = 7;
    const draw = (below: number) => {
      drawn = (drawn * 48_271) % 2_147_483_647;
      return drawn % below;
    };
    const answers = new Set<boolean>();
    for (let tries = 0; tries < 500; tries += 1) {
      const stages = Array.from({ length: 1 + draw(3) }, () =>
        stage(1 + draw(2), ...people.filter(() => draw(2) === 0)),
      );
      const places = stages.flatMap(({ quorum, approverIds }) =>
        Array.from({ length: quorum }, () => approverIds),
      );
      answers.add(areEnough(stages));
      expect(areEnough(stages), JSON.stringify(stages)).toBe(isSomeWay(places, []));
    }
    expect(answers).toEqual(new Set([true, false]));
  });
});

function isSomeWay([first, ...rest]: readonly (readonly string[])[], taken: readonly string[]): boolean {
  if (first === undefined) return true;
  return first.some((id) => !taken.includes(id) && isSomeWay(rest, [...taken, id]));
}
