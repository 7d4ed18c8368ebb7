/**
 * Whether a text is what a pattern describes, from beginning to end; capitals count.
 * @param wild what the wildcard characters of this pattern stand for
 */
function meets(
  text: string,
  pattern: string,
  wild: Readonly<Record<string, (part: string) => boolean>>,
): boolean {
  // Where each prefix of the pattern can end in the text: no pattern takes longer than its length times the text's.
  let ends = new Set([0]);
  for (const sign of pattern) {
    const stands = wild[sign];
    const next = new Set<number>();
    for (const end of ends) {
      if (!stands) {
        if (text.startsWith(sign, end)) next.add(end + sign.length);
        continue;
      }
      for (let to = end; to <= text.length; to += 1) if (stands(text.slice(end, to))) next.add(to);
    }
    ends = next;
  }
  return ends.has(text.length);
}

/** Whether a permission set's name meets a pattern in which `*` stands for any characters, or none. */
export function meetsName(name: string, pattern: string): boolean {
  return meets(name, pattern, { "*": () => true });
}

/** Whether a ticket meets a pattern in which `#` stands for digits and `*` for characters other than white space, at least one of each. */
export function meetsTicket(ticket: string, pattern: string): boolean {
  return meets(ticket, pattern, { "#": (part) => /^\d+$/.test(part), "*": (part) => /^\S+$/.test(part) });
}
