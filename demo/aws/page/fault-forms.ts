import { type Html, html } from "#demo/pages/html.ts";
import type { FaultKind } from "../faults.ts";
import { type Field, fieldMarkup } from "./field.ts";
import type { FormReader } from "./form-reader.ts";

type FaultForm = {
  title: string;
  says: string;
  operation: string;
  /** What stands in the form until something else is typed. */
  times?: number;
  minutes?: number;
  percent?: number;
  fields: readonly Field[];
};

const delaySeconds = (value: number): Field => ({
  name: "delaySeconds",
  label: "Seconds",
  value,
  number: { min: 0.001, step: "any" },
  isRequired: true,
});

/** Each kind of fault as people make it, in the order of the page. */
export const faultForms = {
  throttled: {
    title: "AWS throttles",
    says: "Each service by the name that it has for that.",
    operation: "*",
    minutes: 10,
    percent: 50,
    fields: [],
  },
  "server-error": {
    title: "AWS has an internal error",
    says: "Every call answers 500 or 503, and nothing happens.",
    operation: "*",
    minutes: 2,
    fields: [
      {
        name: "httpStatus",
        label: "HTTP status",
        value: 503,
        number: { min: 500, max: 599 },
        isRequired: true,
      },
    ],
  },
  away: {
    title: "AWS is away",
    says: "Nobody can be reached.",
    operation: "*",
    minutes: 10,
    fields: [],
  },
  reset: {
    title: "The connection breaks before anything happens",
    says: "Gatehouse cannot know that nothing happened.",
    operation: "CreateAccountAssignment",
    times: 1,
    fields: [],
  },
  "answer-lost": {
    title: "The answer gets lost",
    says: "It happens, and Gatehouse is told nothing.",
    operation: "CreateAccountAssignment",
    times: 1,
    fields: [],
  },
  "lands-late": {
    title: "A request lands late",
    says: "Gatehouse is told nothing, and it happens long after.",
    operation: "CreateAccountAssignment",
    times: 1,
    fields: [delaySeconds(1200)],
  },
  slow: {
    title: "AWS is slow",
    says: "Answers take so many seconds longer.",
    operation: "*",
    minutes: 5,
    fields: [delaySeconds(5)],
  },
  "settles-failed": {
    title: "A create or delete fails",
    says: "AWS accepts it, and later says FAILED.",
    operation: "CreateAccountAssignment",
    times: 1,
    fields: [
      {
        name: "reason",
        label: "AWS's reason",
        value: "Received a 403 status error: not authorized to perform iam:CreateRole.",
        isRequired: true,
        size: "wider",
      },
    ],
  },
  "never-settles": {
    title: "A create or delete never ends",
    says: "It stays IN_PROGRESS until it is settled by hand below.",
    operation: "DeleteAccountAssignment",
    times: 1,
    fields: [],
  },
  error: {
    title: "AWS refuses",
    says: "Any error, by AWS's name for it.",
    operation: "CreateAccountAssignment",
    fields: [
      { name: "name", label: "Name", value: "AccessDeniedException", isRequired: true },
      { name: "message", label: "Text", value: "Not authorized." },
      { name: "httpStatus", label: "HTTP status", value: 400, number: { min: 400, max: 599 } },
    ],
  },
  "page-fails": {
    title: "A page of a list fails",
    says: "Those before it come as usual.",
    operation: "ListAccounts",
    fields: [{ name: "page", label: "Page", value: 2, number: { min: 1 }, isRequired: true }],
  },
  "later-page-fails": {
    title: "Every page after the first fails",
    says: "The first comes as usual.",
    operation: "ListAccountAssignments",
    fields: [],
  },
  "token-expires": {
    title: "Page tokens expire",
    says: "The next page is refused, as if it were asked for too late.",
    operation: "ListUsers",
    times: 1,
    fields: [],
  },
  answer: {
    title: "AWS answers nonsense",
    says: "A success with this body instead of the real one.",
    operation: "DescribeAccountAssignmentCreationStatus",
    times: 1,
    fields: [
      {
        name: "body",
        label: "Body, as JSON",
        value: '{"AccountAssignmentCreationStatus": {"Status": "DREAMING"}}',
        isRequired: true,
        size: "long",
      },
    ],
  },
} as const satisfies Record<FaultKind, FaultForm>;

/** A form for each kind of fault. */
export function faultFormsMarkup(): Html {
  return html`${Object.entries<FaultForm>(faultForms).map(([kind, form]) => faultFormMarkup(kind, form))}`;
}

function faultFormMarkup(kind: string, form: FaultForm): Html {
  const { title, says, operation, times, minutes, percent, fields } = form;
  const always: Field[] = [
    {
      name: "operation",
      label: "Operation",
      value: operation,
      choices: "operations",
      isRequired: true,
      size: "wider",
    },
    { name: "times", label: "Times", value: times ?? "", number: { min: 1 } },
    { name: "minutes", label: "Minutes", value: minutes ?? "", number: { min: 0.01, step: "any" } },
    {
      name: "percent",
      label: "Percent of calls",
      value: percent ?? "",
      number: { min: 0.01, max: 100, step: "any" },
    },
  ];
  const narrowing: Field[] = [
    { name: "account", label: "Only account", choices: "accounts" },
    { name: "set", label: "Only permission set", choices: "sets" },
    { name: "principal", label: "Only person or group", choices: "principals" },
  ];
  return html`<details class="act" name="fault"><summary><strong>${title}</strong> <span>${says}</span></summary>
<form method="post" action="/forms/fault"><input type="hidden" name="kind" value="${kind}">
<div class="fields">${[...fields, ...always, ...narrowing].map(fieldMarkup)}</div>
<div class="buttons"><button class="primary">Make it so</button></div></form></details>`;
}

/** What a form asks for, as the fault's schema takes it; it is not checked yet. */
export function faultAskedBy(reader: FormReader): object {
  return {
    kind: reader.text("kind"),
    operation: reader.text("operation"),
    times: reader.number("times"),
    forMs: reader.number("minutes", 60_000),
    share: reader.number("percent", 0.01),
    accountId: reader.accountId("account"),
    permissionSetArn: reader.permissionSetArn("set"),
    principalId: reader.principal("principal")?.principalId,
    ...given({
      delayMs: reader.number("delaySeconds", 1_000),
      httpStatus: reader.number("httpStatus"),
      name: reader.text("name"),
      message: reader.text("message"),
      page: reader.number("page"),
      reason: reader.text("reason"),
      body: reader.json("body"),
    }),
  };
}

/** A kind of fault refuses even the empty members of another. */
function given(members: Readonly<Record<string, unknown>>): object {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}
