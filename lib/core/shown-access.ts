import type { AccountState } from "./catalogue.ts";
import type { EngineWait } from "./engine-wait.ts";
import type { GrantState } from "./grant.ts";
import type { LeftStanding } from "./left-standing.ts";
import type { RequestContent, RequestState } from "./request.ts";
import type { RoleWeight } from "./rules/role-weight.ts";

/** What AWS answered to the last step that failed. */
export type AwsFault = {
  tries: number;
  kind: string;
  message: string;
  at: Date;
  since: Date;
  nextTryAt: Date | null;
};

/** A grant as pages show it. */
export type GrantRow = {
  id: string;
  requestId: string;
  requestNumber: number;
  ticket: string | null;
  personId: string;
  personName: string;
  accountId: string;
  accountName: string;
  permissionSetArn: string;
  permissionSetName: string;
  state: GrantState;
  startsAt: Date;
  /** From when it is not wanted: the agreed end, or when it was ended early. */
  endsAt: Date;
  /** The end that was agreed. */
  agreedEndsAt: Date;
  /** Since when the role is held without a gap: before the start, where this goes on after another grant. */
  heldSince: Date;
  /** More time that is asked for, or agreed to and still to come or running. */
  extension: { requestId: string; number: number; endsAt: Date | null } | null;
  /** The page of the AWS console that it was asked for. */
  destination: string | null;
  /** Until when an open session may live, by what is known now. */
  sessionsUntil: Date;
  withdrawnAt: Date | null;
  withdrawnById: string | null;
  withdrawnByName: string | null;
  activeAt: Date | null;
  /** When its absence was seen in AWS. */
  endedAt: Date | null;
  /** Why it is over, in one sentence. */
  endSentence: string | null;
  /** What AWS said, when the reason is AWS's. */
  endDetail: string | null;
  /** It ended, and the assignment stayed: nobody has seen it gone. */
  leftStanding: LeftStanding | null;
  /** The last complete look at AWS, and what it saw. */
  seen: { what: "present" | "absent"; at: Date } | null;
  fault: AwsFault | null;
  /** What the worker waits for with it, and since when; null once it is over. */
  wait: { for: EngineWait; since: Date } | null;
  /** When the worker comes back to it by itself; null when nothing is left to do. */
  nextLookAt: Date | null;
  /** What an administrator said is to become of it. */
  verdict: { says: "keep" | "remove"; by: string; owner: string | null; at: Date } | null;
};

/** A request as lists show it. */
export type RequestRow = {
  id: string;
  number: number;
  requesterId: string;
  requesterName: string;
  accountId: string;
  accountName: string;
  permissionSetName: string;
  permissionSetArn: string;
  durationMinutes: number;
  reason: string;
  ticket: string | null;
  state: RequestState;
  createdAt: Date;
  lapsesAt: Date;
  settledAt: Date | null;
  /** The grant that it extends; null for one of its own. */
  extendsGrantId: string | null;
  /** What it was asked together with; null when it was asked by itself. */
  bundleId: string | null;
  /** Who decided it, with the note, once somebody has. */
  decision: { deciderName: string; comment: string } | null;
};

/** A request among those that were asked together with it. */
export type BundledRequest = Pick<
  RequestRow,
  | "id"
  | "number"
  | "accountId"
  | "accountName"
  | "permissionSetArn"
  | "permissionSetName"
  | "state"
  | "lapsesAt"
  | "settledAt"
  | "bundleId"
> & {
  /** Who said something last; null while nobody has. */
  decidedBy: { deciderId: string; deciderName: string } | null;
};

/** One way in which a person reaches an account now. */
export type Reach = {
  accountId: string;
  permissionSetArn: string;
  permissionSetName: string | null;
  /** The group that gives it; null when it is the person's own. */
  groupName: string | null;
  /** When the grant that explains it ends; null for standing access. */
  endsAt: Date | null;
};

/** What a permission set holds, as far as a decision needs it. */
export type RoleContent = {
  id: string;
  description: string;
  sessionMinutes: number;
  /** Names of the AWS managed policies, and of the customer's own. */
  awsPolicies: readonly string[];
  customerPolicies: readonly string[];
  hasInlinePolicy: boolean;
  hasBoundary: boolean;
  /** Why the set is like an administrator's, in a few words; null when it is not. */
  administratorLike: string | null;
  /** How much it weighs in the account that is asked for. */
  weight: RoleWeight;
};

/** An earlier request of the same person for the same role in the same account. */
export type Earlier = {
  id: string;
  state: RequestState;
  createdAt: Date;
  durationMinutes: number;
  /** How long the access stood; null when there was none, or it stands still. */
  stoodMinutes: number | null;
};

/** One line of the audit about a request. */
export type Happening = { id: string; at: Date; action: string; actorName: string; cause: string };

/** A request with everything that its page and its decision show. */
export type RequestDetail = RequestRow & {
  settledReason: string | null;
  ruleId: string;
  ruleName: string;
  ruleVersion: number;
  /** Of the rule as it stands now; null when it is gone or off. */
  ruleMaxMinutes: number | null;
  /** When it is to begin; null for as soon as it is decided. */
  startsAt: Date | null;
  /** What its rule's stages need, and what was said at each. */
  stages: readonly {
    place: number;
    quorum: number;
    isWaiting: boolean;
    voices: readonly {
      id: string;
      name: string;
      comment: string;
      verdict: "approve" | "deny";
      grantedMinutes: number | null;
      at: Date;
    }[];
  }[];
  /** What it extends, and how long all of it would last or lasts; null for a grant of its own. */
  extends: {
    requestId: string;
    number: number;
    heldSince: Date;
    endsAt: Date;
    /** How long the grant that ends last was asked for. */
    askedMinutes: number;
    inAllMinutes: number;
  } | null;
  /** The page of the AWS console that it was asked for. */
  destination: string | null;
  requesterTitle: string | null;
  requesterEmail: string | null;
  verdict: "approve" | "deny" | null;
  decidedById: string | null;
  decidedAt: Date | null;
  /** What is shown of it now, and the hash that a decision is bound to. */
  content: RequestContent;
  contentHash: string;
  /** What the permission set holds now; null when it is gone from AWS. */
  role: RoleContent | null;
  /** Why the account looks like one that customers are served from; null when nothing says so. */
  production: string | null;
  /** What the requester reaches in the account now, leaving out what this request gave. */
  holds: readonly Reach[];
  /** Who could decide now, each with who decides in their place while they are away; nobody once it is settled. */
  approvers: readonly ShownApprover[];
  /** The viewer is one of them, or decides in the place of one, who is away. */
  mayDecide: boolean;
  /** Whose place that is. */
  inPlaceOf: string | null;
  earlier: readonly Earlier[];
  grant: GrantRow | null;
  happened: readonly Happening[];
};

/** How something of the viewer's came to its end: a grant, or a request that became none. */
export type Ended =
  | { kind: "grant"; at: Date; grant: GrantRow }
  | { kind: "request"; at: Date; request: RequestRow };

/** What waits: the viewer's own undecided requests, and those that wait for their decision. */
export type Waiting = { mine: readonly RequestRow[]; toDecide: readonly RequestRow[]; toDecideTotal: number };

/** An account in which some rule lets the viewer ask for something. */
export type OfferedAccount = {
  id: string;
  name: string;
  /** The names of the units above it, from below the root down. */
  units: readonly string[];
  /** The permission sets that may be asked for, as far as they are still in AWS, with the longest time. */
  sets: readonly { arn: string; maxMinutes: number }[];
  /** Why nothing can be asked there all the same. */
  unavailable: "management-account" | AccountState | null;
};

/** One event of the audit. */
export type AuditRow = {
  id: string;
  at: Date;
  action: string;
  actorId: string;
  actorName: string;
  targetKind: string;
  targetId: string;
  targetName: string;
  requestId: string | null;
  grantId: string | null;
  accountId: string | null;
  personId: string | null;
  cause: string;
  details: readonly (readonly [string, string])[];
  sessionId: string | null;
  address: string | null;
  userAgent: string | null;
  correlationId: string | null;
};

/** A permission set that may be asked for in one account. */
export type AskableRole = {
  arn: string;
  id: string;
  name: string;
  description: string;
  sessionMinutes: number;
  maxMinutes: number;
  /** How the viewer reaches it there already. */
  held: readonly Reach[];
  /** The viewer's own undecided request for it. */
  openRequestId: string | null;
  /** A grant of it that is agreed, and not seen in AWS yet. */
  upcoming: { requestId: string; startsAt: Date; endsAt: Date } | null;
  /** The viewer wants it at hand. */
  isFavourite: boolean;
};

/** Somebody who could decide, and who decides in their place while they are away. */
export type ShownApprover = { id: string; name: string; standIn: string | null };

/** How many of whom have to say yes at one stage. */
export type ShownStage = {
  place: number;
  quorum: number;
  approvers: readonly ShownApprover[];
};

/** A rule under which something may be asked, and who could decide it now; with no stage the rule agrees by itself. */
export type DecidingRule = {
  id: string;
  name: string;
  maxMinutes: number;
  suggestedMinutes: number | null;
  aheadMinutes: number;
  deadlineMinutes: number;
  reasonMinLength: number;
  tickets: readonly string[];
  /** Beginnings of a reason, with `…` where something is to be filled in. */
  templates: readonly string[];
  stages: readonly ShownStage[];
};

/** A role of the ask that is being written, with all that is said of it before it is sent. */
export type RoleToAsk = {
  account: OfferedAccount;
  role: AskableRole;
  /** How the viewer reaches the account by other roles. */
  besides: readonly Reach[];
  /** The rules that cover it, in their order: a request falls under the first that allows it. */
  rules: readonly DecidingRule[];
};

/** What may be asked for in one account. */
export type Asking = {
  account: OfferedAccount;
  roles: readonly AskableRole[];
  /** How the viewer reaches the account now. */
  reach: readonly Reach[];
  /** The one that the address names. */
  chosen: AskableRole | null;
  /** The rules that cover it, in their order: a request falls under the first that allows it. */
  rules: readonly DecidingRule[];
};

/** A role that the viewer keeps at hand. */
export type Favourite = {
  accountId: string;
  permissionSetArn: string;
  /** Null when it is gone from AWS. */
  accountName: string | null;
  permissionSetName: string | null;
  /** The longest that may be asked for; null when no rule offers it. */
  maxMinutes: number | null;
  /** Why it cannot be asked for now; null when it can. */
  whyNot: string | null;
  /** The viewer's own undecided request for it. */
  openRequestId: string | null;
  /** Until when it is held now. */
  heldUntil: Date | null;
  /** As long as the last time; null when it was never asked for. */
  lastMinutes: number | null;
};

/** A role that somebody asked for before and may ask for again. */
export type AskAgain = {
  /** The last request for it. */
  requestId: string;
  accountId: string;
  accountName: string;
  permissionSetArn: string;
  permissionSetName: string;
  /** As long as the last time, as far as that is still allowed. */
  minutes: number;
  askedAt: Date;
  /** Until when it is held now. */
  heldUntil: Date | null;
};

/** A request that waits for the viewer, with what a decider needs for one look. */
export type InboxRow = {
  id: string;
  number: number;
  requesterName: string;
  requesterTitle: string | null;
  accountId: string;
  accountName: string;
  permissionSetArn: string;
  permissionSetName: string;
  durationMinutes: number;
  /** It asks for more time of what is held. */
  extends: boolean;
  /** When it is to begin; null for as soon as it is decided. */
  startsAt: Date | null;
  reason: string;
  ticket: string | null;
  createdAt: Date;
  lapsesAt: Date;
  /** Of exactly what the row shows and its page says; a decision is bound to it. */
  contentHash: string;
  /** The names of the units above the account, from below the root down. */
  units: readonly string[];
  /** Why the account looks like one that customers are served from; null when nothing says so. */
  production: string | null;
  /** Why the set is like an administrator's; null when it is not. */
  administratorLike: string | null;
  weight: RoleWeight;
  /** The set is gone from AWS. */
  isGone: boolean;
  /** The stage that it waits at, of how many, and how many yeses that takes. */
  stage: { place: number; of: number; quorum: number };
  /** Who has said yes, at whichever stage, and how many did at this one. */
  agreed: readonly string[];
  agreedHere: number;
  /** What the requester has there already that no grant explains. */
  standing: readonly { name: string; through: string | null }[];
  /** How often the same was asked for before, and what became of the last time. */
  earlier: { count: number; last: { state: RequestState; at: Date } | null };
  /** Who is away, in whose place the viewer decides; null when they are an approver themselves. */
  inPlaceOf: string | null;
};
