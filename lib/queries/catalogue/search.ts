import type { Found } from "#lib/core/catalogue/found.ts";
import { readSearchText, type SearchText, withoutAccents } from "#lib/core/catalogue/search-text.ts";
import { mayReadEverything, type Viewer } from "#lib/core/viewer.ts";
import { db } from "#lib/db/client.ts";
import { Prisma } from "#lib/db/generated/client.ts";

/** How many things a search brings at most. */
export const MOST_FOUND = 10;

/** Of one kind no more than these, as long as there are others. */
const MOST_OF_A_KIND = 6;

/** More than these are never ranked when only a tag, a mail address or a unit matches. */
const RANKED_BY_WORDS = 1000;

/** Words shorter than this are not taken for misspelt. */
const MISSPELT_FROM = 4;

/** Up to this length a slip spoils most of a word's trigrams. */
const SHORT_UP_TO = 5;

/** How much less alike than the likest something may be and still be shown. */
const FARTHER_THAN_THE_NEAREST = 0.2;

/**
 * The things of the organisation that a text means, the likeliest first: an id or a title that equals it, titles that begin with it, have it at the
 * beginning of a word, have it anywhere, have all its words; then what has its words in ids, mail addresses, tags and units; then titles
 * that are spelt like it. Nobody but readers gets any.
 * @param text as it was typed; one that is empty, too long or has control characters in it finds nothing
 */
export async function searchFor(viewer: Viewer, text: string): Promise<readonly Found[]> {
  if (!mayReadEverything(viewer)) return [];
  const sought = readSearchText(text);
  if (sought === null) return [];
  const named = await byTitle(sought);
  if (named.length >= MOST_FOUND) return named;
  const known = new Set(named.map(keyOf));
  const worded = (await byWords(sought)).filter((found) => !known.has(keyOf(found)));
  const literal = [...named, ...worded].slice(0, MOST_FOUND);
  return literal.length > 0 ? literal : bySpelling(sought);
}

const keyOf = ({ kind, id }: Found) => `${kind} ${id}`;

const separators = [" ", "-", "_", "/", ".", ":", "@", "+", "("];

const escaped = (text: string) => text.replaceAll(/[\\%_]/g, String.raw`\$&`);
const anywhere = (text: string) => `%${escaped(text)}%`;
const atWordStart = (text: string) => [
  `${escaped(text)}%`,
  ...separators.map((separator) => `%${escaped(separator + text)}%`),
];

/**
 * Two letters of an alphabet are looked for at the beginnings of words, one that stands alone at the very beginning: everything else has them
 * somewhere. Two signs of another script may be a whole word.
 */
function patternsOf(word: string, words: readonly string[]): readonly string[] {
  const { length } = Array.from(word);
  if (length === 1 && words.length === 1) return [`${escaped(word)}%`];
  return length <= 2 && /[a-z0-9]/.test(word) ? atWordStart(word) : [anywhere(word)];
}

// One condition for each pattern: an index on trigrams is not used for a list of them.
function has(column: Prisma.Sql, patterns: readonly string[]): Prisma.Sql {
  return Prisma.sql`(${Prisma.join(
    patterns.map((pattern) => Prisma.sql`${column} like ${pattern}`),
    " or ",
  )})`;
}

function every(words: readonly string[], condition: (word: string) => Prisma.Sql): Prisma.Sql {
  return Prisma.join(words.map(condition), " and ");
}

/** A word may begin inside another by its capital: "operator" in PaymentsOperator. */
function beginsWord(text: string): Prisma.Sql {
  const [first = "", ...rest] = Array.from(text);
  const capital = anywhere(first.toUpperCase() + rest.join(""));
  return Prisma.sql`(title ilike any(${atWordStart(text)}::text[]) or title like ${capital})`;
}

async function byTitle({ whole, words }: SearchText): Promise<Found[]> {
  // A title is among its entry's words, which are lower case and quickly looked through where no trigram narrows them down.
  const inTitle = every(words, (word) => {
    const patterns = patternsOf(word, words).map((pattern) => Prisma.sql`title ilike ${pattern}`);
    return Prisma.sql`words like ${anywhere(word)} and (${Prisma.join(patterns, " or ")})`;
  });
  return db().$queryRaw(
    best(Prisma.sql`
    select e.kind, e.id, e.title, e.detail, 0::real as distance,
      case
        when lower(id) = ${whole} or lower(title) = ${whole} then 0
        when title ilike ${`${escaped(whole)}%`} then 1
        when ${beginsWord(whole)} then 2
        when title ilike ${anywhere(whole)} then 3
        when ${every(words, beginsWord)} then 4
        else 5
      end as tier
    from search_entry e
    where (${inTitle}) or (id = ${whole} and kind in ('account', 'permission-set', 'group', 'person', 'unit'))`),
  );
}

async function byWords({ words }: SearchText): Promise<Found[]> {
  const matches = every(words, (word) =>
    has(
      Prisma.sql`words`,
      [...new Set([word, withoutAccents(word)])].flatMap((each) => patternsOf(each, words)),
    ),
  );
  const begins = every(
    words,
    (word) =>
      Prisma.sql`words like any(${[word, withoutAccents(word)].flatMap((each) => atWordStart(each))}::text[])`,
  );
  return db().$queryRaw(
    best(Prisma.sql`
    select e.kind, e.id, e.title, e.detail, 0::real as distance, case when ${begins} then 0 else 1 end as tier
    from (select * from search_entry where ${matches} limit ${RANKED_BY_WORDS}) e`),
  );
}

/** The word with each two neighbours changed about, when it is so short that this leaves few trigrams of it. */
function swapped(word: string): readonly string[] {
  const letters = Array.from(word);
  if (letters.length > SHORT_UP_TO) return [];
  return letters.slice(1).map((letter, at) =>
    letters
      .with(at, letter)
      .with(at + 1, letters[at] ?? "")
      .join(""),
  );
}

function hasSwapped(word: string): Prisma.Sql {
  const each = swapped(word).map((spelt) => Prisma.sql`title ilike ${anywhere(spelt)}`);
  return each.length === 0 ? Prisma.sql`false` : Prisma.sql`(${Prisma.join(each, " or ")})`;
}

async function bySpelling({ words }: SearchText): Promise<Found[]> {
  const long = words.filter((word) => Array.from(word).length >= MISSPELT_FROM);
  if (long.length === 0) return [];
  const likeness = long.map(
    (word) => Prisma.sql`case when ${hasSwapped(word)} then 1 else word_similarity(${word}, title) end`,
  );
  const isLike = every(words, (word) =>
    long.includes(word)
      ? Prisma.sql`(title %> ${word} and cardinality(show_trgm(${word})) > 0 or ${hasSwapped(word)})`
      : has(Prisma.sql`words`, patternsOf(word, words)),
  );
  const threshold = long.some((word) => Array.from(word).length <= SHORT_UP_TO) ? "0.33" : "0.45";
  const found = best(Prisma.sql`
    select * from (
      select *, min(distance) over () as nearest from (
        select e.kind, e.id, e.title, e.detail, 0 as tier,
          (1 - (${Prisma.join(likeness, " + ")}) / ${long.length}::real)::real as distance
        from search_entry e where ${isLike}
      ) alike
    ) compared where distance <= nearest + ${FARTHER_THAN_THE_NEAREST}`);
  // The setting ends with the transaction: the connection goes back to the pool as it was.
  const [, rows] = await db().$transaction([
    db().$executeRaw`select set_config('pg_trgm.word_similarity_threshold', ${threshold}, true)`,
    db().$queryRaw<Found[]>(found),
  ]);
  return rows;
}

/**
 * The best of what a query finds, several kinds side by side where they are equally good.
 * @param found a query for `kind`, `id`, `title`, `detail`, `tier` (the lowest is the best) and `distance` (within a tier)
 */
function best(found: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`
    with found as (${found}),
    placed as (
      select *, row_number() over (partition by kind order by tier, distance, length(title), title, id) as place from found
    ),
    best as (
      select * from placed where place <= ${MOST_FOUND}
      order by place > ${MOST_OF_A_KIND}, tier, distance, (place - 1) / 2, kind, place limit ${MOST_FOUND}
    )
    select kind, id, title, detail from best order by tier, distance, (place - 1) / 2, kind, place`;
}
