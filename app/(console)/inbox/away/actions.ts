"use server";

import { z } from "zod";
import { parseLocalMoment } from "#app/(console)/local-moment.ts";
import { formAction } from "#app/form-action.ts";
import { line } from "#app/form-fields.ts";
import { readZone } from "#app/zone.ts";
import { accept, refuse } from "#lib/core/result.ts";
import { webEnv } from "#lib/env.ts";
import { delegateDecisions } from "#lib/operations/delegations/delegate-decisions.ts";
import { endDelegation } from "#lib/operations/delegations/end-delegation.ts";
import { paths } from "#lib/paths.ts";

export const delegate = formAction({
  fields: {
    delegate: line(256).min(1, "Say who decides in your place."),
    startsAt: z.string().max(30).default(""),
    endsAt: z.string({ error: "Say until when." }).min(1, "Say until when.").max(30),
  },
  fieldOf: {
    "delegate-unknown": "delegate",
    "delegate-is-self": "delegate",
    "delegate-cannot-sign-in": "delegate",
    "delegate-is-away": "delegate",
    "in-the-past": "startsAt",
    "delegated-already": "startsAt",
    "ends-too-soon": "endsAt",
    "away-too-long": "endsAt",
    "no-such-time": "endsAt",
  },
  async act(doing, { delegate: named, startsAt, endsAt }) {
    const zone = await readZone();
    const start = startsAt === "" ? null : parseLocalMoment(startsAt, zone);
    const end = parseLocalMoment(endsAt, zone);
    if (end === null || (startsAt !== "" && start === null)) return refuse({ code: "no-such-time" });
    const span = { startsAt: start, endsAt: end };
    const made = await delegateDecisions(doing, { delegate: named, ...span }, webEnv().PERSON_ATTRIBUTE);
    return made.ok ? accept({ redirectTo: paths.away() }) : made;
  },
});

export const end = formAction({
  fields: { delegationId: z.uuid() },
  async act(doing, { delegationId }) {
    const ended = await endDelegation(doing, delegationId);
    return ended.ok ? accept({ redirectTo: paths.away() }) : ended;
  },
});
