/**
 * Tells the demo's other servers how far the product's clock is ahead, so that what they stamp is the same time.
 * @param followers addresses that take a POST of `{ offsetMs }`
 * @param offsetMs how far ahead, in milliseconds
 */
export async function tellFollowers(followers: readonly string[], offsetMs: number): Promise<void> {
  for (const follower of followers) {
    const answer = await fetch(follower, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ offsetMs }),
    });
    if (!answer.ok) throw new Error(`${follower} did not follow the clock: ${answer.status}.`);
    await answer.body?.cancel();
  }
}
