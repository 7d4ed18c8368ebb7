const words: Readonly<Record<string, string>> = {
  "session.opened": "signed in",
  "session.refused": "was refused at sign-in",
  "session.closed": "signed out",
  "request.asked": "asked",
  "request.approved": "said yes",
  "request.denied": "said no",
  "request.cancelled": "withdrew the request",
  "request.lapsed": "let the request lapse",
  "request.invalidated": "made the request void",
  "grant.withdrawn": "ended the grant early",
  "grant.granting": "began granting",
  "grant.active": "saw it present in AWS",
  "grant.active-preexisting": "saw that it stood already",
  "grant.revoking": "began removing",
  "grant.revoke-blocked": "is kept from removing",
  "grant.contested": "found it contested",
  "grant.grant-failed": "could not grant",
  "grant.ended": "saw it gone",
  "grant.cancelled": "cancelled the grant",
  "grant.invalidated": "made the grant void",
  "assignment.late-create-caught": "caught a late create",
  "letter.sent": "sent a letter",
  "letter.undeliverable": "could not deliver a letter",
  "sync.asked": "asked for a read of AWS",
  "sync.done": "read AWS",
  "sync.failed": "failed to read AWS",
  "refresh.asked": "asked for one thing to be read again",
  "refresh.done": "read one thing again",
  "refresh.failed": "failed to read one thing again",
  "sync.collapse-accepted": "accepted what a read of AWS found gone",
  "rules.loaded": "loaded the rules",
  "export.made": "exported",
};

/** An audit action as a sentence's verb; one that has no words of its own stands as it is written. */
export function auditWords(action: string): string {
  return words[action] ?? action;
}
