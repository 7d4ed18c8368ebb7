import type { World } from "../world.ts";

/**
 * Reads what a form sent. What is left empty is undefined; what cannot be understood is undefined as well, and said in
 * `problems`.
 */
export class FormReader {
  readonly problems: string[] = [];
  readonly #form: URLSearchParams;
  readonly #world: World;

  constructor(form: URLSearchParams, world: World) {
    this.#form = form;
    this.#world = world;
  }

  text(name: string): string | undefined {
    return this.#form.get(name)?.trim() || undefined;
  }

  isTicked(name: string): boolean {
    return this.#form.has(name);
  }

  /** The words of a list that is written with commas, spaces or line breaks between them. */
  words(name: string): string[] {
    return (this.text(name) ?? "").split(/[\s,]+/).filter(Boolean);
  }

  /** A number, times what its unit is worth. */
  number(name: string, unit = 1): number | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    const number = Number(text);
    return Number.isFinite(number) ? number * unit : this.#problem(`“${text}” is not a number.`);
  }

  json(name: string): unknown {
    const text = this.text(name);
    if (text === undefined) return undefined;
    try {
      return JSON.parse(text);
    } catch {
      return this.#problem(`“${text}” is not JSON.`);
    }
  }

  accountId(name: string): string | undefined {
    const { accounts } = this.#world;
    return this.#one(name, "account", (text) => [
      ...byId(accounts.get(text)?.id, () =>
        accounts
          .all()
          .filter((one) => one.name === text)
          .map(({ id }) => id),
      ),
    ]);
  }

  permissionSetArn(name: string): string | undefined {
    const { permissionSets } = this.#world;
    return this.#one(name, "permission set", (text) =>
      byId(permissionSets.get(text)?.arn, () => permissionSets.where("name", text).map(({ arn }) => arn)),
    );
  }

  userId(name: string): string | undefined {
    return this.#one(name, "person", (text) => this.#users(text));
  }

  groupId(name: string): string | undefined {
    return this.#one(name, "group", (text) => this.#groups(text));
  }

  /** A person or a group, or what an assignment stands for that is neither any more. */
  principal(name: string): { principalType: "USER" | "GROUP"; principalId: string } | undefined {
    const principalId = this.#one(name, "person or group", (text) => {
      const known = [...this.#users(text), ...this.#groups(text)];
      return known.length > 0 ? known : this.#orphans(text).slice(0, 1);
    });
    if (principalId === undefined) return undefined;
    if (this.#world.users.get(principalId)) return { principalType: "USER", principalId };
    if (this.#world.groups.get(principalId)) return { principalType: "GROUP", principalId };
    const [orphan] = this.#world.assignments.where("principal", `GROUP ${principalId}`);
    return { principalType: orphan ? "GROUP" : "USER", principalId };
  }

  #users(text: string): readonly string[] {
    const { users } = this.#world;
    return byId(users.get(text)?.id, () =>
      users
        .all()
        .filter((one) => one.userName === text || one.displayName === text)
        .map(({ id }) => id),
    );
  }

  #groups(text: string): readonly string[] {
    const { groups } = this.#world;
    return byId(groups.get(text)?.id, () => groups.where("name", text).map(({ id }) => id));
  }

  #orphans(text: string): string[] {
    const all = this.#world.assignments.all();
    return all.filter(({ principalId }) => principalId === text).map(({ principalId }) => principalId);
  }

  #one(name: string, noun: string, find: (text: string) => readonly string[]): string | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    const [found, ...others] = find(text);
    if (found === undefined) return this.#problem(`There is no ${noun} “${text}”.`);
    if (others.length > 0) {
      return this.#problem(`“${text}” is the name of ${others.length + 1}: say an id, such as ${found}.`);
    }
    return found;
  }

  #problem(words: string): undefined {
    this.problems.push(words);
    return undefined;
  }
}

function byId(id: string | undefined, byName: () => readonly string[]): readonly string[] {
  return id === undefined ? byName() : [id];
}
