import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { writeWhole } from "../storage/write-whole.ts";

const letterShape = z.strictObject({
  id: z.string(),
  /** What stands in its Message-ID. */
  messageId: z.string().default(""),
  receivedAt: z.iso.datetime(),
  from: z.string(),
  to: z.array(z.string()),
  subject: z.string(),
  text: z.string(),
  html: z.string(),
});

/** A letter as it arrived; `to` are the addresses it was delivered to, in lower case. */
export type Letter = z.infer<typeof letterShape>;

/** The letters of the demo, newest first, kept in a folder over a restart. */
export interface Letters {
  keep(letter: Omit<Letter, "id">): Letter;
  all(): readonly Letter[];
  to(address: string): readonly Letter[];
  one(id: string): Letter | undefined;
}

/** Opens the folder of letters, making it if it is not there. */
export function openLetters(folder: string): Letters {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const files = readdirSync(folder).filter((name) => name.endsWith(".json"));
  const letters = files
    .sort()
    .reverse()
    .map((name) => letterShape.parse(JSON.parse(readFileSync(join(folder, name), "utf8"))));
  return {
    keep(arrived) {
      const letter = { id: String(Number(letters[0]?.id ?? 0) + 1).padStart(6, "0"), ...arrived };
      writeWhole(join(folder, `${letter.id}.json`), JSON.stringify(letter));
      letters.unshift(letter);
      return letter;
    },
    all: () => letters,
    to: (address) => letters.filter((letter) => letter.to.includes(address.toLowerCase())),
    one: (id) => letters.find((letter) => letter.id === id),
  };
}
