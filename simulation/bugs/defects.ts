/** One deliberate defect: in a copy of the sources, `find` stands exactly once in `file` and is replaced. */
export type Defect = {
  id: string;
  file: string;
  find: string;
  replace: string;
  /** The faults around a real worker that are made for it, by words of their names; the other checks are asked first otherwise. */
  noticedBy?: string;
};

const CORE = "lib/core/managed-assignment.ts";
const LEDGER = "lib/db/ledger.ts";
const ADVANCE = "lib/operations/advance-assignment.ts";
const INTENT = "lib/operations/commit-intent.ts";
const START = "lib/operations/start-operation.ts";
const GRANT = "lib/core/grant.ts";

/** What engines of this kind get wrong. Each must be caught by going through the states, by the simulation, or by a fault around a real worker. */
export const defects: readonly Defect[] = [
  {
    id: "overlapping grants are not counted: the first end removes the assignment",
    file: CORE,
    find: "  if (wanted.length > 0) {\n    const origin = (wasRemoved(ledger)",
    replace: "  if (wanted.length > 0 && unwanted.length === 0) {\n    const origin = (wasRemoved(ledger)",
  },
  {
    id: "what stood before is taken for ours",
    file: CORE,
    find: '(wasRemoved(ledger) ? null : known) ?? "preexisting"',
    replace: '(wasRemoved(ledger) ? null : known) ?? "ours"',
  },
  {
    id: "what stands after our end is taken for ours",
    file: CORE,
    find: "  if (tombstoneAt && !hasUnknownCreate && !hasLandedSince(ledger)) return null;\n",
    replace: "  if (tombstoneAt && !hasUnknownCreate && !hasLandedSince(ledger)) return origin;\n",
  },
  {
    id: "a delete is repeated although AWS said that it is done",
    file: CORE,
    find: '(everyCreateFailed || wasRemoved(ledger)) ? "contested" : origin',
    replace: 'everyCreateFailed ? "contested" : origin',
  },
  {
    id: "the status is trusted without a look",
    noticedBy: "S3 an operation",
    file: ADVANCE,
    find: '      await settleOperation(claim, openOperationId, "succeeded", null);\n      return false;',
    replace:
      '      await settleOperation(claim, openOperationId, "succeeded", null);\n      await writeClaimed(db(), claim, { seen: kind === "create" ? "present" : "absent", seenAt: await readNow() });\n      return false;',
  },
  {
    id: "no look before the create",
    file: CORE,
    find: "  const { sighting, settled } = ledger;\n  if (!sighting ||",
    replace:
      '  const { settled } = ledger;\n  const sighting = ledger.sighting ?? { seen: "absent" as const, at: now, absentSince: now };\n  if (!sighting ||',
  },
  {
    id: "the end belongs to the window",
    file: GRANT,
    find: "return grant.startsAt <= now && now < wantedUntil(grant);",
    replace: "return grant.startsAt <= now && now <= new Date(wantedUntil(grant).getTime() + 90_000);",
  },
  {
    id: "a withdrawal is not heeded",
    file: GRANT,
    find: "return grant.withdrawnAt && grant.withdrawnAt < grant.endsAt ? grant.withdrawnAt : grant.endsAt;",
    replace: "return grant.endsAt;",
  },
  {
    id: "removals are given up after three faults",
    noticedBy: "F43",
    file: CORE,
    find: '  return { do: "delete", isLateCreate: unwanted.length === 0 };',
    replace:
      '  if (ledger.faults > 2) return record(ledger, ends(unwanted, () => "end-reached"), { tombstone: "clear", origin: null });\n  return { do: "delete", isLateCreate: unwanted.length === 0 };',
  },
  {
    id: "nothing is looked for after an end",
    file: CORE,
    find: 'isOurs ? { tombstone: "begin" } : { origin: null, tombstone: "clear" }',
    replace: 'isOurs ? { origin: null, tombstone: "clear" } : { origin: null, tombstone: "clear" }',
  },
  {
    id: "a late create of ours is left",
    file: LEDGER,
    find: "  return row.operations.some(\n    ({ kind, outcome, requestId, startedAt }) =>",
    replace:
      '  return row.id === "" && row.operations.some(\n    ({ kind, outcome, requestId, startedAt }) =>',
  },
  {
    id: "a list that lags is believed after a create",
    noticedBy: "a list that lags",
    file: CORE,
    find: "if (createMayStillShow && !isLagOver) return lookAgain(seenAt, now);",
    replace: "",
  },
  {
    id: "a grant whose assignment vanished is over at the first look",
    noticedBy: "an assignment that one list",
    file: CORE,
    find: "    if (!isLagOver) return lookAgain(seenAt, now);\n",
    replace: "",
  },
  {
    id: "what was removed outside is created again",
    noticedBy: "F59",
    file: CORE,
    find: "  if (held.length > 0) {",
    replace: "  if (held.length > 9) {",
  },
  {
    id: "the end is recorded when the delete is accepted",
    file: CORE,
    find: "  if (ledger.open) {",
    replace:
      '  if (ledger.open?.kind === "delete" && ledger.open.requestId !== null && living.length > 0 && living.every((grant) => !isWanted(grant, now)))\n    return record(ledger, ends(living, () => "end-reached"), { tombstone: "begin" });\n  if (ledger.open) {',
  },
  {
    id: "access is called active when the create is accepted",
    file: CORE,
    find: "  if (ledger.open) {",
    replace:
      '  const waiting = living.filter((grant) => grant.state === "granting" && isWanted(grant, now));\n  if (ledger.open?.kind === "create" && ledger.open.requestId !== null && waiting.length > 0)\n    return record(ledger, waiting.map((grant): GrantChange => ({ grantId: grant.id, from: grant.state, to: "active", reason: null })), {});\n  if (ledger.open) {',
  },
  {
    id: "an operation without an end is waited for for ever",
    file: CORE,
    find: 'if (after(startedAt, OPEN_TOO_LONG_MS) <= now) return { do: "give-up-waiting", kind };',
    replace: "",
  },
  {
    id: "a lost answer counts as a refusal",
    noticedBy: "F37|F03",
    file: START,
    find: "    if (!error.mayHaveHappened) {",
    replace: "    if (error.kind) {",
  },
  {
    id: "the intent is written after the call",
    file: ADVANCE,
    find: "  const committed = await commitIntent(actor, claim, intent, settings);",
    replace:
      '  if (intent.kind === "create") await (await import("#lib/aws/assignments.ts")).createAssignment(settings.aws, row, { lane: "interactive" });\n  const committed = await commitIntent(actor, claim, intent, settings);',
  },
  {
    id: "the intent is not judged again under the lock",
    noticedBy: "creates nothing that was taken back",
    file: INTENT,
    find: '  if (step.do !== intent.kind) return "changed";',
    replace: "",
  },
  {
    id: "a grant that begins at the other's end is not attached before the delete",
    noticedBy: "F62 S3",
    file: INTENT,
    find: '    intent.kind === "delete" &&\n    (await attachWanted(',
    replace: '    intent.kind === "create" &&\n    (await attachWanted(',
  },
  {
    id: "the mark that it is ours is left out",
    file: INTENT,
    find: '      origin: "ours",\n',
    replace: "",
  },
  {
    id: "an old claim may still write",
    noticedBy: "writes nothing over",
    file: LEDGER,
    find: "    where: { id: claim.id, leaseEpoch: claim.epoch },",
    replace: "    where: { id: claim.id },",
  },
  {
    id: "a claim that is held is taken",
    noticedBy: "F16|F17",
    file: LEDGER,
    find: "and (d.lease_until is null or d.lease_until <=",
    replace: "and (d.lease_until is null or d.lease_until is not null or d.lease_until <=",
  },
  {
    id: "a row is given back over what was written meanwhile",
    noticedBy: "gives no row back",
    file: LEDGER,
    find: "and xmin::text ||",
    replace: "or xmin::text ||",
  },
  {
    id: "a create waits in line as if it were a removal",
    file: LEDGER,
    find: "case when line.is_wanted then",
    replace: "case when false then",
  },
  {
    id: "the worker's clock judges",
    file: ADVANCE,
    find: "nextStep(ledger, grants, row.now)",
    replace: "nextStep(ledger, grants, new Date())",
  },
  {
    id: "an error counts as absence",
    file: "lib/operations/look-at-assignment.ts",
    find: '    if (error instanceof AwsFault && error.kind === "gone") return "absent";\n    throw error;',
    replace: '    if (error instanceof AwsFault) return "absent";\n    throw error;',
  },
  {
    id: "a failed create is shown as active",
    file: ADVANCE,
    find: '      await settleOperation(claim, openOperationId, "failed", status.reason);\n',
    replace: '      await settleOperation(claim, openOperationId, "succeeded", status.reason);\n',
  },
  {
    id: "withdrawn grants are not woken",
    file: "lib/operations/attach-due-grants.ts",
    find: "  await wakeWithdrawn(doing.now);\n",
    replace: "",
  },
];
