import type { HookShape } from "#lib/core/hooks/hook.ts";
import type { ToldEvent } from "#lib/core/hooks/told-event.ts";
import { eventBody } from "./event-body.ts";
import { slackBody } from "./slack-body.ts";
import { teamsBody } from "./teams-body.ts";
import { tell } from "./tell.ts";

/**
 * What a hook of this shape is sent of an event: the same text however often it is sent.
 * @param zone in which a chat is told times
 */
export function bodyFor(shape: HookShape, event: ToldEvent, zone: string): string {
  switch (shape) {
    case "events":
      return eventBody(event);
    case "slack":
      return slackBody(tell(event, zone));
    case "teams":
      return teamsBody(tell(event, zone));
  }
}
