import { createHmac } from "node:crypto";
import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { z } from "zod";
import { type Hook, hookShapes } from "./core/hooks/hook.ts";
import { everyToldType, isToldType, type ToldType } from "./core/hooks/told-types.ts";

/** Each hook has work of its own in the worker, and more than this is not what it is for. */
const MOST_HOOKS = 20;
const SHORTEST_SECRET = 32;

/** A value that is not to stand in the file: a variable of the worker's environment, or a file that holds it. */
const kept = z.union([
  z.strictObject({ env: z.string().min(1) }),
  z.strictObject({ file: z.string().min(1) }),
]);

const shape = z.strictObject({
  hooks: z
    .array(
      z.strictObject({
        name: z
          .string()
          .regex(
            /^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/,
            "must be lower-case letters, digits and hyphens, 40 at most",
          ),
        url: z.union([z.string().min(1), kept]),
        shape: z.enum(hookShapes),
        events: z
          .union([z.literal("all"), z.array(z.string().refine(isToldType, "is no type of event")).min(1)])
          .default("all"),
        secrets: z.array(kept).max(2, "takes two at most: the new one and the old one").default([]),
      }),
    )
    .max(MOST_HOOKS),
});

type Written = z.infer<typeof shape>["hooks"][number];

/** Where a file's values may come from, and whether the demo's own addresses are allowed. */
export type HookSources = {
  environment: Readonly<Record<string, string | undefined>>;
  isDemo: boolean;
};

/** A webhooks file that cannot be used, with a sentence for each problem. None of them repeats an address or a secret. */
export class BadHooks extends Error {
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(problems.join("\n"));
    this.name = "BadHooks";
    this.problems = problems;
  }
}

/**
 * The webhooks of a file on the host, YAML or JSON, with the secrets it points at.
 * @throws BadHooks naming everything that is wrong
 */
export function readHooks(file: string, sources: HookSources): readonly Hook[] {
  let content: unknown;
  try {
    content = parse(readFileSync(file, "utf8"));
  } catch {
    // What a parser says quotes the line, which may hold an address.
    throw new BadHooks([`${file} cannot be read as YAML or JSON`]);
  }
  const parsed = shape.safeParse(content);
  if (!parsed.success)
    throw new BadHooks(parsed.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`));
  const problems: string[] = [];
  const names = new Set<string>();
  const hooks = parsed.data.hooks.map((written) => {
    if (names.has(written.name)) problems.push(`${written.name}: there is another hook of this name`);
    names.add(written.name);
    return hookOf(written, sources, (problem) => problems.push(`${written.name}: ${problem}`));
  });
  if (problems.length > 0) throw new BadHooks(problems);
  return hooks;
}

function hookOf(written: Written, sources: HookSources, complain: (problem: string) => void): Hook {
  const url = typeof written.url === "string" ? written.url : keptValue(written.url, sources, complain);
  if (url !== null) judgeUrl(url, sources, complain);
  const secrets = written.secrets.flatMap((secret) => keptValue(secret, sources, complain) ?? []);
  if (written.shape === "events" && written.secrets.length === 0)
    complain("needs a secret: events are posted signed, or not at all");
  if (secrets.some((secret) => secret.length < SHORTEST_SECRET))
    complain(`a secret must be at least ${SHORTEST_SECRET} characters`);
  return {
    name: written.name,
    url: url ?? "",
    shape: written.shape,
    events: written.events === "all" ? everyToldType : written.events.filter(isToldType),
    secrets,
  };
}

function keptValue(
  from: z.infer<typeof kept>,
  { environment }: HookSources,
  complain: (problem: string) => void,
): string | null {
  if ("env" in from) {
    const value = environment[from.env];
    if (!value) complain(`the variable ${from.env} is not set`);
    return value || null;
  }
  try {
    return readFileSync(from.file, "utf8").trim();
  } catch {
    complain(`${from.file} cannot be read`);
    return null;
  }
}

function judgeUrl(text: string, { isDemo }: HookSources, complain: (problem: string) => void): void {
  if (!URL.canParse(text)) {
    complain("the address is no URL");
    return;
  }
  const { protocol, hostname, username, password } = new URL(text);
  const isLoopback = /^(127\.\d+\.\d+\.\d+|localhost|\[::1\])$/.test(hostname);
  if (protocol !== "https:" && !(protocol === "http:" && isDemo && isLoopback))
    complain("the address must be https");
  if (username !== "" || password !== "") complain("the address must hold no name and no password");
}

/** Tells one configuration of a hook from another, and nothing of what is in it. */
export function fingerprintOf({ name, url, shape: as, events, secrets }: Hook): string {
  const [first = ""] = secrets;
  const said = JSON.stringify([name, url, as, events, secrets]);
  return createHmac("sha256", `gatehouse hook ${first}`).update(said).digest("hex");
}

/** The types that a hook is told of. */
export function wants({ events }: Hook, type: ToldType): boolean {
  return events.includes(type);
}
