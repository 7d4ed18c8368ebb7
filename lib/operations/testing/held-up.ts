import { contentHash } from "#lib/core/content-hash.ts";
import { db } from "#lib/db/client.ts";
import { requestContent } from "#lib/db/request-content.ts";
import { decideRequest } from "#lib/operations/decide-request.ts";
import type { Stage, Who } from "./stage.ts";

const set = "PaymentsOperator";

/** Has a role asked for and approved, PaymentsOperator for a quarter of an hour unless told; the grant's id. */
export async function granted(
  stage: Stage,
  who: Who,
  account: string,
  minutes = 15,
  of = set,
): Promise<string> {
  const asked = await stage.ask(who, account, minutes, of);
  if (!asked.ok) throw new Error(asked.refusal.code);
  const { requestId } = asked.value;
  const decided = await stage.person("priya", async (doing) => {
    const request = await db().request.findUniqueOrThrow({ where: { id: requestId } });
    return decideRequest(doing, {
      requestId,
      verdict: "approve",
      contentHash: contentHash(await requestContent(db(), request)),
      comment: "",
      grantedMinutes: minutes,
    });
  });
  if (!decided.ok || !decided.value.grantId) throw new Error(decided.ok ? "no grant" : decided.refusal.code);
  return decided.value.grantId;
}

/** A grant whose removal AWS has refused since its end, until the simulator's faults are cleared. */
export async function blocked(stage: Stage, who: Who, account: string): Promise<string> {
  const id = await granted(stage, who, account);
  await stage.sweep();
  stage.simulator.inject({
    operation: "DeleteAccountAssignment",
    kind: "error",
    name: "AccessDeniedException",
    message: "not authorized to perform sso:DeleteAccountAssignment",
    httpStatus: 400,
  });
  await stage.passMinutes(16);
  await stage.sweep();
  await stage.passMinutes(1);
  await stage.sweep();
  return id;
}

/** A grant past its end whose create failed, while somebody made the same assignment in AWS. */
export async function contested(stage: Stage, who: Who, account: string): Promise<string> {
  stage.simulator.inject({
    operation: "CreateAccountAssignment",
    kind: "settles-failed",
    reason: "Something is wrong at AWS",
    times: 1,
  });
  const id = await granted(stage, who, account);
  await stage.sweep();
  await stage.createOutside(who, set, account);
  await stage.passMinutes(2);
  await stage.sweep();
  await stage.passMinutes(15);
  await stage.sweep();
  return id;
}
