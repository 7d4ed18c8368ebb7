import { defineConfig } from "vitest/config";

const nothingHere = ["node_modules", ".next", ".gatehouse"];

// What starts real servers: every room that talks to Postgres, to AWS or to the identity provider.
const operations = [
  "lib/{auth,aws,db,operations,queries}/**/*.test.ts",
  "worker/**/*.test.ts",
  "demo/**/*.test.ts",
  "app/**/*.test.ts",
];

const races = "races/**/*.test.ts";
const faults = "faults/**/*.test.ts";
// What needs the production build of the web.
const webFaults = "faults/web/**/*.test.ts";

export default defineConfig({
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["**/*.test.ts", "**/*.test.tsx"],
          exclude: [...nothingHere, ...operations, races, faults],
        },
      },
      {
        extends: true,
        test: {
          name: "faults",
          include: [faults],
          exclude: [...nothingHere, webFaults],
          globalSetup: ["demo/postgres/testing/test-cluster.ts"],
          testTimeout: 120_000,
          hookTimeout: 60_000,
          maxWorkers: 2,
        },
      },
      {
        extends: true,
        test: {
          name: "faults-web",
          include: [webFaults],
          exclude: nothingHere,
          globalSetup: ["demo/postgres/testing/test-cluster.ts", "faults/stage/web-is-built.ts"],
          testTimeout: 120_000,
          hookTimeout: 60_000,
          // One of them compares how long things take.
          maxWorkers: 1,
        },
      },
      {
        extends: true,
        test: {
          name: "operations",
          include: operations,
          exclude: nothingHere,
          globalSetup: ["demo/postgres/testing/test-cluster.ts"],
          testTimeout: 30_000,
          hookTimeout: 60_000,
          maxWorkers: 2,
        },
      },
      {
        extends: true,
        test: {
          name: "races",
          include: [races],
          exclude: nothingHere,
          globalSetup: ["demo/postgres/testing/test-cluster.ts"],
          // As often as it takes: hundreds of orders of each race.
          testTimeout: 15 * 60_000,
          hookTimeout: 60_000,
          maxWorkers: 2,
        },
      },
    ],
  },
});
