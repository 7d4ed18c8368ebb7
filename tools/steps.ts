/** Where the reports of the test runners go. */
export const reports = ".gatehouse-reports";

const folders = [
  "app",
  "components",
  "lib",
  "worker",
  "demo",
  "e2e",
  "tools",
  "bench",
  "races",
  "model",
  "faults",
  "simulation",
];

/** One thing that is checked. `counts` says whose report holds its tests; without it the step is one check. */
export interface Step {
  readonly name: string;
  readonly command: readonly string[];
  readonly counts: { readonly by: "vitest" | "playwright"; readonly report: string } | null;
  readonly env?: Readonly<Record<string, string>>;
  /** The lines of its output that are shown although it succeeds. */
  readonly shows?: RegExp;
}

function vitest(name: string, project: string): Step {
  const report = `${reports}/${project}.json`;
  const command = [
    "vitest",
    "run",
    "--project",
    project,
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${report}`,
  ];
  return { name, command, counts: { by: "vitest", report } };
}

const types: Step = { name: "Types", command: ["tsc", "--noEmit"], counts: null };
const lint: Step = {
  name: "Lint",
  command: ["oxlint", "--type-aware", "--ignore-pattern=**/*.mjs", ...folders],
  counts: null,
};
const format: Step = { name: "Format", command: ["biome", "check"], counts: null };
const requirements: Step = {
  name: "Requirements shown by tests",
  command: ["node", "tools/requirements.ts"],
  counts: null,
};
const unit = vitest("Rooms and unit tests", "unit");
const operations = vitest("Operations on real servers", "operations");
/** Each race in so many orders of its statements: a few whenever everything is tested, many when asked for. */
function races(each: number): Step {
  return {
    ...vitest("Races on real Postgres", "races"),
    env: { GATEHOUSE_RACES_EACH: String(each) },
    shows: /^RAC-\d\d: /,
  };
}
/** The faults that are provoked whenever everything is tested; all of them take a quarter of an hour. */
const SOME_FAULTS = "F03|F11 after absence is written down|F39|F49|F61|F86";
/** Real workers that are killed, and parts that fail around them: some of them, or all in their full numbers. */
function faults(which: "some" | "all"): Step {
  const step = vitest("Faults around real workers", "faults");
  return which === "all"
    ? { ...step, env: { GATEHOUSE_FAULTS_FULL: "yes" } }
    : { ...step, command: [...step.command, "--testNamePattern", SOME_FAULTS] };
}
/** What fails around the web of the production build, or inside it. */
const webFaults = vitest("Faults around the real web", "faults-web");
/** The engine among seeded trouble, so many times. */
function simulation(seeds: number): Step {
  return {
    name: "Simulation of the engine",
    command: ["node", "simulation/main.ts", "--seeds", String(seeds)],
    counts: null,
    shows: /^(simulation|seen|failing seeds): /,
  };
}
/** Every state that the engine's decision function can lead to: the small configurations, or all. */
function model(which: "small" | "all"): Step {
  return {
    name: "States of the engine",
    command: [
      "node",
      "--max-old-space-size=12000",
      "model/main.ts",
      ...(which === "small" ? ["--quick"] : []),
    ],
    counts: null,
    shows: /^(model: |.* states, )/,
  };
}
/** Every small change of the decisions' sources, and whether their tables notice it. */
const mutation: Step = {
  name: "Mutants of the decisions",
  command: ["stryker", "run"],
  counts: null,
  shows: /^(All files| [a-z-]+\.ts) +\|/,
};
/** Deliberate defects, each in a copy of the sources: whether the checks of the engine notice. */
function bugs(which: "some" | "all"): Step {
  return {
    name: "Defects that must be noticed",
    command: [
      "node",
      "simulation/bugs/main.ts",
      ...(which === "some" ? ["--only", "is taken for ours"] : []),
    ],
    counts: null,
    shows: /^(caught|MISSED) /,
  };
}
const build: Step = { name: "Production build", command: ["node", "demo/build.ts"], counts: null };
/** Some stories wait for several reads of AWS at the pace of its limits, and each page has several looks; those are told when everything is. */
function stories(told: "most" | "all"): Step {
  return {
    name: "Stories in a browser",
    command: ["playwright", "test", ...(told === "most" ? ["--grep-invert", "@full"] : [])],
    ...(told === "all" && { env: { GATEHOUSE_LOOKS: "all" } }),
    counts: { by: "playwright", report: `${reports}/stories.json` },
  };
}

const first = [types, lint, format, requirements, unit];

/** The sets that can be asked for, each in its order. */
export const sets: Readonly<Record<string, readonly Step[]>> = {
  check: [...first, model("small")],
  test: [
    ...first,
    model("small"),
    operations,
    races(12),
    simulation(10),
    faults("some"),
    bugs("some"),
    build,
    stories("most"),
  ],
  full: [
    ...first,
    model("all"),
    operations,
    races(500),
    simulation(2_000),
    faults("all"),
    mutation,
    bugs("all"),
    build,
    webFaults,
    stories("all"),
  ],
  races: [races(500)],
  faults: [faults("all"), build, webFaults],
  bugs: [bugs("all")],
  model: [model("all")],
  mutation: [mutation],
};
