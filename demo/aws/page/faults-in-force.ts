import { type Html, html } from "#demo/pages/html.ts";
import { moment } from "#demo/pages/moment.ts";
import type { FaultInForce } from "../fault-book.ts";
import { named } from "../named.ts";
import type { World } from "../world.ts";
import { faultForms } from "./fault-forms.ts";

/** What goes wrong at present, with how often each has hit, and what is over; `isSteered` adds the buttons that clear them. */
export function faultsMarkup(world: World, isSteered: boolean): Html {
  const { inForce, over } = world.faults;
  if (inForce.length === 0 && over.length === 0) return html`<p>Nothing goes wrong.</p>`;
  const clear = (one: FaultInForce) =>
    isSteered
      ? html`<form method="post" action="/forms/clear"><button name="id" value="${one.id}">Clear</button></form>`
      : html``;
  const clearAll = html`<form method="post" action="/forms/clear"><div class="buttons"><button>Clear all</button></div></form>`;
  return html`<ul class="lines" aria-label="What goes wrong">${inForce.map(
    (one) => html`<li><span>${told(world, one, "has not hit yet")}, ${until(one)}</span>${clear(one)}</li>`,
  )}${over.map((one) => html`<li class="over"><span>${told(world, one, "has not hit")}, is over</span></li>`)}</ul>
${isSteered && inForce.length > 0 ? clearAll : ""}`;
}

function told(world: World, one: FaultInForce, unhit: string): Html {
  const { fault, hits } = one;
  const where = fault.operation === "*" ? "every call" : html`<code>${fault.operation}</code>`;
  const hit = hits === 1 ? "has hit once" : `has hit ${hits} times`;
  return html`<strong>${faultForms[fault.kind].title}</strong>: ${where}${narrowed(world, one)}, ${hits === 0 ? unhit : hit}`;
}

function narrowed(world: World, { fault }: FaultInForce): string {
  const { accountId, permissionSetArn, principalId, share } = fault;
  const names = named(world, {
    accountId: accountId ?? "",
    permissionSetArn: permissionSetArn ?? "",
    principalType: world.groups.get(principalId ?? "") ? "GROUP" : "USER",
    principalId: principalId ?? "",
  });
  const words = [
    share === undefined ? "" : `${Math.round(share * 1000) / 10} % of them`,
    accountId === undefined ? "" : `in ${names.accountName ?? accountId}`,
    permissionSetArn === undefined ? "" : `with ${names.permissionSetName ?? permissionSetArn}`,
    principalId === undefined ? "" : `for ${names.principalName ?? principalId}`,
  ].filter(Boolean);
  return words.length === 0 ? "" : `, ${words.join(" ")}`;
}

function until({ fault, hits, sinceMs }: FaultInForce): string {
  const left = fault.times === undefined ? "" : `${fault.times - hits} more`;
  const end = fault.forMs === undefined ? "" : `until ${moment(new Date(sinceMs + fault.forMs))} UTC`;
  return [left, end].filter(Boolean).join(", or ") || "until it is cleared";
}
