/**
 * The colours of a letter, by their names in its classes: as they are written on its elements, and as they are where the reader's
 * program is dark and asks for dark colours. Programs that turn colours round by themselves turn these round to what can be read as well.
 */
export const COLOURS = {
  page: { light: "#f4f7f7", dark: "#0e1619" },
  card: { light: "#ffffff", dark: "#141d22" },
  ink: { light: "#152329", dark: "#e4ebec" },
  "ink-2": { light: "#435359", dark: "#acb8bb" },
  "ink-3": { light: "#4e5c62", dark: "#9fabaf" },
  grave: { light: "#7d5005", dark: "#f6bd73" },
  petrol: { light: "#0d607a", dark: "#78c8df" },
  "on-petrol": { light: "#ffffff", dark: "#0a1114" },
  wash: { light: "#dcf0f7", dark: "#17363f" },
  edge: { light: "#b6c0c2", dark: "#38454a" },
  line: { light: "#d8dfe0", dark: "#2a363b" },
} as const satisfies Readonly<Record<string, { light: string; dark: string }>>;

export type Colour = keyof typeof COLOURS;
