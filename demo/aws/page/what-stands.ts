import { type Html, html } from "#demo/pages/html.ts";
import { moment } from "#demo/pages/moment.ts";
import { named } from "../named.ts";
import type { SimulatedAssignment, SimulatedOperation } from "../state.ts";
import type { World } from "../world.ts";

/** Beyond this the page would be too heavy to look at. */
const mostRows = 5_000;

type Named = ReturnType<typeof named<SimulatedAssignment>>;

/** The operations that are open and the requests that are on their way; `isSteered` adds the buttons that settle them. */
export function underWayMarkup(world: World, isSteered: boolean): Html {
  const open = world.operations.where("status", "IN_PROGRESS");
  const late = world.lateRequests.map(
    ({ dueAt, target }) =>
      html`<li>${target.slice(target.indexOf(".") + 1)} lands late, at ${moment(dueAt)} UTC</li>`,
  );
  if (open.length === 0 && late.length === 0) return html`<p>No operation is open.</p>`;
  return html`<ul class="lines">${open.map((one) => operationMarkup(world, one, isSteered))}${late}</ul>`;
}

/** What was assigned since the beginning. */
export function madeMarkup(world: World): Html {
  const made = world.assignments.all().filter((row) => row.madeAt !== undefined);
  if (made.length === 0) return html`<p>Nothing: only what always stood.</p>`;
  return table(
    "Made since the beginning",
    made.map((assignment) => named(world, assignment)),
  );
}

export function allMarkup(world: World): Html {
  const all = world.assignments.all();
  if (all.length > mostRows)
    return html`<p>These are too many to show here: <code>GET /_simulator/assignments</code> has them.</p>`;
  const byAccount = Map.groupBy(
    all.map((assignment) => named(world, assignment)),
    (row) => `${row.accountName ?? "account is gone"} ${row.accountId}`,
  );
  return html`${[...byAccount]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(
      ([account, rows]) =>
        html`<details><summary>${account} (${rows.length})</summary>${table(account, rows)}</details>`,
    )}`;
}

function operationMarkup(world: World, one: SimulatedOperation, isSteered: boolean): Html {
  const { accountName, permissionSetName, principalName } = named(world, one);
  const words = `${one.kind} ${permissionSetName ?? one.permissionSetArn} in ${accountName ?? one.accountId} for ${principalName ?? one.principalId}`;
  const settles = one.settlesAt === null ? "never settles" : `settles at ${moment(one.settlesAt)} UTC`;
  const buttons = html`<form class="inline" method="post" action="/forms/settle"><input type="hidden" name="requestId" value="${one.requestId}">
<button name="as" value="settled">Settle now</button><button name="as" value="failed">Let it fail</button></form>`;
  return html`<li><span>${words}, ${settles}</span>${isSteered ? buttons : ""}</li>`;
}

function table(caption: string, rows: readonly Named[]): Html {
  return html`<div class="wide" tabindex="0" role="region" aria-label="${caption}"><table><caption>${caption}</caption><thead><tr><th scope="col">Account</th><th scope="col">Permission set</th><th scope="col">Who</th><th scope="col">Since</th></tr></thead><tbody>${rows.map(
    (row) => html`<tr>
<td>${row.accountName ?? ""} <code>${row.accountId}</code></td>
<td>${row.permissionSetName ?? row.permissionSetArn}</td>
<td>${row.principalType === "USER" ? "person" : "group"} ${row.principalName ?? `${row.principalId} (gone)`}</td>
<td>${row.madeAt ? `made ${moment(row.madeAt)}` : "standing"}</td>
</tr>`,
  )}</tbody></table></div>`;
}
