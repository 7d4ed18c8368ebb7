import { alarmLetter, type ToldAlarm } from "./alarm-letter.ts";
import type { LetterContent } from "./letter.ts";
import {
  decisionAsked,
  decisionsAsked,
  grantActive,
  grantEnded,
  grantEnding,
  grantNotMade,
  type Matter,
  requestApproved,
  requestDenied,
  requestLapsed,
} from "./letters.ts";

export const setting = { zone: "Europe/Berlin" };
export const link = "https://gatehouse.halden.example/decide/t0ken";
export const page = "https://gatehouse.halden.example/requests/1";
const form = "https://gatehouse.halden.example/requests/new?account=402917730156&set=ps-1&minutes=60";
const now = new Date("2026-11-24T13:30:00Z");

const short: Matter = {
  requesterName: "Leo Marchetti",
  permissionSetName: "PaymentsOperator",
  accountName: "payments-prod",
  accountId: "402917730156",
  number: 20418,
  minutes: 60,
  sessionMinutes: 120,
  reason: "Replay 312 stuck refunds.",
  ticket: "PAY-4471",
  ruleName: "Payments on call",
  startsAt: null,
  askedAt: new Date("2026-11-24T13:24:00Z"),
  lapsesAt: new Date("2026-11-25T13:24:00Z"),
};

/** What a request may be about: short, as long as the product lets it be, and written by somebody who means harm. */
export const matters = {
  short,
  long: {
    ...short,
    requesterName: "Wilhelmina Aleksandra Konstantinopoulou-Featherstonehaugh",
    permissionSetName: "AWSPaymentsDatabaseAdministrator",
    accountName: "payments-settlement-reconciliation-production-eu-1",
    minutes: 7 * 24 * 60,
    sessionMinutes: 12 * 60,
    reason: `${"The settlement run of last night stopped between two batches, and the ledger has to be put right by hand. ".repeat(9)}\n\n1. Stop the run\n2. Replay the batch`,
    ticket: `INC-${"4471-".repeat(30)}`,
    ruleName: "Whoever is on call for payments may repair production while something is stuck there",
    startsAt: new Date("2026-12-01T07:00:00Z"),
  },
  hostile: {
    ...short,
    requesterName: `<script>alert(1)</script>\r\nBcc: all@halden.example \u202egnihton rof sksa${"x".repeat(900)}`,
    permissionSetName: "www.evil.example",
    accountName: "//evil.example/\u200bprod",
    reason: `"><img src=x onerror=alert(1)> https://evil.example/login and www.evil.example, mail me@evil.example or mailto:me, \\\\evil\\share ${"W".repeat(600)}`,
    ticket: "<b>PAY</b> https://evil.example",
    ruleName: "<i>rule</i> evil.example",
  },
} as const satisfies Readonly<Record<string, Matter>>;

/** The letter that asks somebody to decide, in the plainest case. */
export function asked(of: Matter): LetterContent {
  return decisionAsked(of, setting, {
    allows: "Restart the payment services. By CloudWatchReadOnlyAccess and an inline policy (ecs and sqs).",
    administratorLike: null,
    production: null,
    stage: { place: 1, of: 1 },
    alsoAsked: ["Jonas Weidmann"],
    agreedSoFar: [],
    missing: 1,
    isAgain: false,
    holdsNow: ["ReadOnlyAccess, standing, through payments-engineers"],
    url: link,
    contentHash: "3f9a71c2ffff",
  });
}

/** The same where everything is to be said that it can say. */
export function askedAtLength(of: Matter): LetterContent {
  return decisionAsked(of, setting, {
    allows: `${of.reason} By AdministratorAccess, within the boundary guard.`,
    administratorLike: "AdministratorAccess, limited by a boundary",
    production: "tag environment: prod",
    stage: { place: 2, of: 3 },
    alsoAsked: [
      "Jonas Weidmann",
      "Leila Haddad",
      of.requesterName,
      "Marit Solheim",
      "Amara Diallo",
      "Bo",
      "Cy",
    ],
    agreedSoFar: ["Priya Raghunathan", of.requesterName],
    missing: 2,
    isAgain: true,
    holdsNow: [
      "ReadOnlyAccess, standing, through payments-engineers",
      `${of.permissionSetName}, direct`,
      "and 3 more ways",
    ],
    url: link,
    contentHash: "3f9a71c2ffff",
  });
}

export const alarmOf = (summary: string): ToldAlarm => ({
  summary,
  whatToDo: "Read what AWS answered.",
  openedAt: new Date("2026-11-24T12:30:00Z"),
  closedAt: null,
  isRepeated: false,
});

const active = {
  startsAt: now,
  endsAt: new Date("2026-11-24T14:30:00Z"),
  sessionsUntil: new Date("2026-11-24T16:30:00Z"),
  isPreexisting: false,
  by: "Priya Raghunathan",
  leadsOn: false,
};

/** Every kind of letter that Gatehouse sends, about whatever it is given. */
export const everyLetter: readonly (readonly [string, (of: Matter) => LetterContent])[] = [
  ["decision-asked", asked],
  ["decision-asked-at-length", askedAtLength],
  [
    "request-approved",
    (of) =>
      requestApproved(
        of,
        page,
        { by: "Priya Raghunathan", minutes: 30, comment: of.reason, toCome: null },
        setting,
      ),
  ],
  ["request-denied", (of) => requestDenied(of, page, { by: "Priya Raghunathan", comment: of.reason })],
  ["request-lapsed", (of) => requestLapsed(of, page, setting)],
  ["grant-active", (of) => grantActive(of, page, active, setting)],
  ["grant-preexisting", (of) => grantActive(of, page, { ...active, isPreexisting: true }, setting)],
  [
    "grant-ended",
    (of) =>
      grantEnded(
        of,
        page,
        {
          at: now,
          reason: "end-reached",
          byName: null,
          sessionsUntil: new Date("2026-11-24T15:30:00Z"),
        },
        setting,
      ),
  ],
  [
    "grant-ending",
    (of) =>
      grantEnding(
        of,
        page,
        { endsAt: new Date("2026-11-24T13:45:00Z"), sessionsUntil: new Date("2026-11-24T15:45:00Z") },
        setting,
      ),
  ],
  [
    "decisions-asked",
    (of) => {
      const { number, requesterName, permissionSetName, accountName, minutes, lapsesAt } = of;
      const line = { number, requesterName, permissionSetName, accountName, minutes, lapsesAt };
      return decisionsAsked(
        [line, { ...line, number: number + 1, inPlaceOf: of.requesterName }],
        setting,
        page,
      );
    },
  ],
  [
    "grant-failed",
    (of) =>
      grantNotMade(of, page, {
        reason: "create-failed",
        detail: of.reason,
        isRequester: true,
        askAgainUrl: form,
      }),
  ],
  [
    "grant-changed",
    (of) =>
      grantNotMade(of, page, { reason: "set-changed", detail: null, isRequester: true, askAgainUrl: form }),
  ],
  [
    "grant-changed-to-an-approver",
    (of) =>
      grantNotMade(of, page, { reason: "set-changed", detail: null, isRequester: false, askAgainUrl: form }),
  ],
  ["alarm", (of) => alarmLetter([alarmOf(of.reason)], { ...setting, url: page })],
  [
    "alarms",
    (of) =>
      alarmLetter([alarmOf(of.reason), { ...alarmOf(of.requesterName), closedAt: now }], {
        ...setting,
        url: page,
      }),
  ],
];
