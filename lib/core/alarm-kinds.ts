/** What can be wrong so that operators have to know, and what each asks of them. */
export const alarmKinds = {
  "removal-overdue":
    "See on the engine's page what the worker waits for; until it is gone the access stands.",
  "removal-blocked":
    "Read what AWS answered, mend it in AWS, then retry; or hand the assignment over to an owner.",
  contested: "Find out who made the assignment in AWS, then have it removed or hand it over.",
  "no-worker": "Start a worker: nothing begins and nothing ends without one.",
  "worker-silent": "See whether its process or its host is gone; others go on with its work.",
  "worker-crash-loop": "Read the workers' logs: they end again and again.",
  "aws-denied": "Compare the worker's AWS role with the policy in the operations guide.",
  "aws-credentials": "Give the worker credentials that are not expired.",
  "operation-unfinished":
    "Ask AWS support about the operation; the assignment is looked for until it is sure.",
  "answer-not-understood":
    "Look for a newer version of Gatehouse: AWS answers in a way that this one does not know.",
  "row-quarantined": "Read the worker's log for this assignment; it is tried again every few minutes.",
  "letters-undelivered":
    "See whether the mail server takes letters, and whether the directory's addresses are right.",
  "webhooks-undelivered":
    "See on the webhooks' page what the receivers answer; one that is off needs a new configuration.",
  "catalogue-old": "See on the status page why reading AWS fails.",
  "clock-skew": "Set the database host's clock. Above two minutes nothing is granted; removing goes on.",
} as const satisfies Record<string, string>;

export type AlarmKind = keyof typeof alarmKinds;

/** What a kind as it stands in a row asks for; one of another version asks for a look. */
export function adviceOn(kind: string): string {
  return new Map<string, string>(Object.entries(alarmKinds)).get(kind) ?? "See the status page.";
}
