import type { Outcome } from "./answer-request.ts";
import { encodeAnswer } from "./wire.ts";
import { dateOf, type World } from "./world.ts";

type Said = Extract<Outcome, { do: "answer" | "refuse" }>;

/** An outcome that the sender hears of, as it goes over the wire. The Date is AWS's, which may be off. */
export function encodeOutcome(world: World, outcome: Said) {
  const headers = {
    "content-type": "application/x-amz-json-1.1",
    "x-amzn-requestid": world.sources.uuid(),
    date: dateOf(world).toUTCString(),
  };
  switch (outcome.do) {
    case "answer":
      return { status: 200, headers, body: encodeAnswer(outcome.body) };
    case "refuse": {
      const { errorName, httpStatus, message } = outcome.failure;
      return {
        status: httpStatus,
        headers: { ...headers, "x-amzn-errortype": errorName },
        body: encodeAnswer({ __type: errorName, Message: message }),
      };
    }
  }
}
