import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";

/** The rooms of the house, and what each may import beside itself. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  app: ["components", "lib", "lib/auth", "lib/operations", "lib/queries", "lib/core"],
  worker: ["lib", "lib/aws", "lib/mail", "lib/hooks", "lib/db", "lib/operations", "lib/queries", "lib/core"],
  components: ["lib", "lib/core"],
  "lib/operations": ["lib", "lib/db", "lib/aws", "lib/mail", "lib/hooks", "lib/core", "lib/queries"],
  "lib/queries": ["lib", "lib/db", "lib/core"],
  "lib/auth": ["lib", "lib/db", "lib/core", "lib/operations", "lib/queries"],
  "lib/db": ["lib", "lib/core"],
  "lib/aws": ["lib", "lib/core"],
  "lib/mail": ["lib", "lib/core"],
  "lib/hooks": ["lib", "lib/core", "lib/mail"],
  "lib/core": ["lib"],
  lib: ["lib/core"],
};

/** Packages that one room has to itself. */
const reserved: ReadonlyArray<{ readonly packages: RegExp; readonly rooms: readonly string[] }> = [
  { packages: /^@aws-sdk\//, rooms: ["lib/aws"] },
  { packages: /^(next-auth|server-only)(\/|$)/, rooms: ["lib/auth"] },
  { packages: /^(@prisma\/|pg$)/, rooms: ["lib/db"] },
  { packages: /^nodemailer$/, rooms: ["lib/mail"] },
];

/** A door reads the clock once and hands it on. */
const openToDoors: Readonly<Record<string, readonly string[]>> = { app: ["lib/db/now.ts"] };

const servedByNobody = ["demo", "e2e", "bench", "tools", "races", "model", "faults", "simulation"];

interface Import {
  readonly from: string;
  readonly of: string;
}

/**
 * Finds every import that the architecture forbids. Tests and what only tests use (fixtures, folders named `testing`) may import anything, and
 * so may the demo; a cycle is forbidden to all.
 * @param root the checkout
 * @returns a sentence for each, naming the offending file
 */
export function roomViolations(root: string): string[] {
  const imports = sourcesIn(root).flatMap((file) => importsOf(root, file));
  const own = imports.flatMap(({ from, of }) => refusalOf(from, of) ?? []);
  return [...own, ...cyclesIn(imports)];
}

function refusalOf(from: string, of: string): string | null {
  const room = roomOf(from);
  if (room === undefined || /\.(test|fixture)\.tsx?$|\/testing\//.test(from)) return null;
  const owner = reserved.find(({ packages }) => packages.test(of));
  if (owner)
    return owner.rooms.includes(room)
      ? null
      : `${from} imports ${of}, which only ${owner.rooms.join(" and ")} may`;
  const target = roomOf(of);
  if (servedByNobody.includes(of.split("/")[0] ?? ""))
    return `${from} imports ${of}, and nothing of the product may`;
  if (openToDoors[room]?.includes(of)) return null;
  if (target === undefined || target === room || mayImport[room]?.includes(target)) return null;
  return `${from} imports ${of}: ${room} may not import ${target}`;
}

function roomOf(path: string): string | undefined {
  if (path.startsWith("lib/")) {
    const below = path.split("/").slice(0, 2).join("/");
    return Object.hasOwn(mayImport, below) ? below : path.split("/").length === 2 ? "lib" : undefined;
  }
  const [top = ""] = path.split("/");
  return Object.hasOwn(mayImport, top) ? top : undefined;
}

function sourcesIn(root: string): string[] {
  const tops = ["app", "components", "lib", "worker", ...servedByNobody];
  return tops.flatMap((top) => {
    const folder = join(root, top);
    if (!existsSync(folder)) return [];
    return readdirSync(folder, { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !entry.name.endsWith(".d.ts"))
      .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join("/"))
      .filter((file) => !file.startsWith("lib/db/generated/"));
  });
}

const importing =
  /(?:^|[;\n}])\s*(?:import|export)\s(?:type\s)?(?:[\w\s{},*$]+\sfrom\s*)?"([^"\n]+)"|\bimport\(\s*"([^"\n]+)"\s*\)/g;

function importsOf(root: string, file: string): Import[] {
  const text = readFileSync(join(root, file), "utf8").replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, "");
  return [...text.matchAll(importing)].map(([, whole, lazy]) => ({
    from: file,
    of: resolved(file, whole ?? lazy ?? ""),
  }));
}

function resolved(file: string, specifier: string): string {
  if (specifier.startsWith("#")) return specifier.slice(1);
  if (specifier.startsWith(".")) return join(dirname(file), specifier).split(sep).join("/");
  return specifier;
}

function cyclesIn(imports: readonly Import[]): string[] {
  const next = new Map<string, string[]>();
  for (const { from, of } of imports) next.set(from, [...(next.get(from) ?? []), of]);
  const done = new Set<string>();
  const cycles: string[] = [];

  function visit(file: string, path: readonly string[]): void {
    const begins = path.indexOf(file);
    if (begins >= 0) cycles.push(`a cycle: ${[...path.slice(begins), file].join(" → ")}`);
    if (begins >= 0 || done.has(file)) return;
    for (const imported of next.get(file) ?? []) visit(imported, [...path, file]);
    done.add(file);
  }
  for (const file of next.keys()) visit(file, []);
  return cycles;
}
