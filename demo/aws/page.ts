import { named } from "./control.ts";
import type { SimulatedOperation } from "./state.ts";
import { nowOf, type World } from "./world.ts";

/** The page renews itself every few seconds; beyond this it would do nothing else. */
const mostRows = 5_000;

type Named = ReturnType<typeof named>;

/** The page at "/": what stands in the simulated AWS right now, made for people who watch an assignment come and go. */
export function renderPage(world: World): string {
  const all = world.assignments.all();
  const made = all.filter((row) => row.madeAt !== undefined).map((assignment) => named(world, assignment));
  const open = world.operations.where("status", "IN_PROGRESS");
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="refresh" content="5">
<title>Simulated AWS</title>
<style>${style}</style>
</head>
<body>
<header>
<h1>Simulated AWS</h1>
<p>${escapeHtml(world.instance.name)} · ${world.accounts.size} accounts · ${world.assignments.size} assignments ·
${escapeHtml(nowOf(world).toISOString().replace("T", " ").slice(0, 19))} UTC</p>
</header>
<main>
<section>
<h2>Made since the beginning</h2>
${made.length === 0 ? "<p>Nothing: only what always stood.</p>" : table(made)}
</section>
<section>
<h2>Under way</h2>
${open.length === 0 ? "<p>No operation is open.</p>" : `<ul>${open.map((one) => operationLine(world, one)).join("")}</ul>`}
</section>
<section>
<h2>All assignments by account</h2>
${all.length > mostRows ? `<p>These are too many to show here: <code>GET /_simulator/assignments</code> has them.</p>` : byAccount(all.map((assignment) => named(world, assignment))).join("\n")}
</section>
</main>
</body>
</html>
`;
}

function byAccount(rows: readonly Named[]): string[] {
  const accounts = Map.groupBy(rows, (row) => `${row.accountName ?? "account is gone"} ${row.accountId}`);
  return [...accounts]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([account, own]) => {
      const isOpen = own.some((row) => row.madeAt !== undefined) ? " open" : "";
      return `<details${isOpen}><summary>${escapeHtml(account)} (${own.length})</summary>${table(own)}</details>`;
    });
}

function table(rows: readonly Named[]): string {
  const cells = rows.map(
    (row) => `<tr${row.madeAt ? ' class="made"' : ""}>
<td>${escapeHtml(row.accountName ?? "")} <code>${escapeHtml(row.accountId)}</code></td>
<td>${escapeHtml(row.permissionSetName ?? row.permissionSetArn)}</td>
<td>${row.principalType === "USER" ? "person" : "group"} ${escapeHtml(row.principalName ?? `${row.principalId} (gone)`)}</td>
<td>${row.madeAt ? `made ${escapeHtml(row.madeAt.replace("T", " ").slice(0, 19))}` : "standing"}</td>
</tr>`,
  );
  return `<table><thead><tr><th scope="col">Account</th><th scope="col">Permission set</th><th scope="col">Who</th><th scope="col">Since</th></tr></thead><tbody>${cells.join("")}</tbody></table>`;
}

function operationLine(world: World, one: SimulatedOperation): string {
  const { accountName, permissionSetName, principalName } = named(world, one);
  const words = `${one.kind} ${permissionSetName ?? one.permissionSetArn} in ${accountName ?? one.accountId} for ${principalName ?? one.principalId}`;
  return `<li>${escapeHtml(words)}</li>`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

const style = `
:root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; }
body { margin: 0 auto; max-width: 70rem; padding: 1rem; }
header { border-bottom: 3px solid #b45309; }
h1 { margin: 0; font-size: 1.4rem; } h2 { font-size: 1.1rem; margin-top: 2rem; }
table { border-collapse: collapse; width: 100%; } th, td { text-align: left; padding: .3rem .6rem; border-bottom: 1px solid #8884; }
section { overflow-x: auto; } summary { cursor: pointer; padding: .3rem 0; } code { font-size: .9em; opacity: .8; }
tr.made { background: #f59e0b33; }
`;
