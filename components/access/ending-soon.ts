/** Whether a window that runs has less than ten minutes, or less than a tenth of its length, left. */
export function isEndingSoon(startsAt: Date, endsAt: Date, now: Date): boolean {
  const left = endsAt.getTime() - now.getTime();
  if (left <= 0 || now < startsAt) return false;
  return left < 10 * 60_000 || left < (endsAt.getTime() - startsAt.getTime()) / 10;
}
