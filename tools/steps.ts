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
/** The faults that are provoked whenever everything is tested; all of them take minutes. */
const SOME_FAULTS = "F03|F11 after absence is written down";
/** Real workers and webs that are killed, and parts that fail around them. */
function faults(which: "some" | "all"): Step {
  const step = vitest("Faults around real processes", "faults");
  const narrowed = which === "all" ? ["--project", "faults-web"] : ["--testNamePattern", SOME_FAULTS];
  return { ...step, command: [...step.command, ...narrowed] };
}
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
const build: Step = { name: "Production build", command: ["node", "demo/build.ts"], counts: null };
/** Some stories wait for several reads of AWS at the pace of its limits; those are told when everything is. */
function stories(told: "most" | "all"): Step {
  return {
    name: "Stories in a browser",
    command: ["playwright", "test", ...(told === "most" ? ["--grep-invert", "@full"] : [])],
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
    build,
    stories("all"),
  ],
  races: [races(500)],
  faults: [faults("all")],
  model: [model("all")],
  mutation: [mutation],
};
