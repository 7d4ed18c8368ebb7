type Rgb = { red: number; green: number; blue: number };

function readColour(colour: string): Rgb {
  const parts = /^#(?<red>[0-9a-f]{2})(?<green>[0-9a-f]{2})(?<blue>[0-9a-f]{2})$/.exec(colour)?.groups;
  if (!parts) throw new Error(`${colour} is no colour of a letter.`);
  const part = (name: string) => Number.parseInt(parts[name] ?? "", 16) / 255;
  return { red: part("red"), green: part("green"), blue: part("blue") };
}

/** https://www.w3.org/TR/WCAG22/#dfn-relative-luminance */
function luminance({ red, green, blue }: Rgb): number {
  const linear = (part: number) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

/** As mail programs do that turn colours round by themselves: the hue stays, what was light is dark. */
function turnedRound({ red, green, blue }: Rgb): Rgb {
  const shift = 1 - Math.max(red, green, blue) - Math.min(red, green, blue);
  return { red: red + shift, green: green + shift, blue: blue + shift };
}

/**
 * The contrast of two colours, from 1 to 21.
 * @param isTurned whether a mail program turns both of them round
 * @see https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio
 */
export function contrast(one: string, other: string, isTurned = false): number {
  const [a, b] = [one, other].map((colour) => {
    const read = readColour(colour);
    return luminance(isTurned ? turnedRound(read) : read);
  });
  const [lighter = 0, darker = 0] = [a ?? 0, b ?? 0].toSorted((x, y) => y - x);
  return (lighter + 0.05) / (darker + 0.05);
}
