import type { Clock } from "../inbox/start-inbox.ts";
import { clockAhead, productNow, shiftClock } from "./install-clock.ts";
import { tellFollowers } from "./tell-followers.ts";

/**
 * The product's clock in the database, with the demo servers that go by it.
 * @param ownerUrl the owner's connection to the product's database
 * @param followers addresses that take a POST of `{ offsetMs }`
 */
export function productClock(ownerUrl: string, followers: readonly string[]): Clock {
  return {
    now: () => productNow(ownerUrl),
    aheadMs: () => clockAhead(ownerUrl),
    async forward(minutes) {
      await tellFollowers(followers, await shiftClock(ownerUrl, minutes));
    },
  };
}
