/** What of a change its page shows, as its forms send it back. */
export type ShownOf = { changeId: string; round: number; contentHash: string };

export function ShownFields({ shown: { changeId, round, contentHash } }: { shown: ShownOf }) {
  return (
    <>
      <input type="hidden" name="changeId" value={changeId} />
      <input type="hidden" name="round" value={round} />
      <input type="hidden" name="contentHash" value={contentHash} />
    </>
  );
}
