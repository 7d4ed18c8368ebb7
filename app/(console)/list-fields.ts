import { z } from "zod";
import { choice } from "./search-params.ts";

/** The order of a list that stands the other way round. */
export const order = choice(["reversed"]);

const longestTag = 256;

/** A tag's key or value: as long as AWS lets them be, and with the space around them that AWS keeps. */
export const tagText = z.preprocess((value) => {
  const first: unknown = Array.isArray(value) ? value[0] : value;
  const text = typeof first === "string" ? first.replaceAll("\u0000", "") : "";
  return text === "" || text.length > longestTag ? undefined : text;
}, z.string().optional());

/** Which choice of filters stands open on the page: all of them, or the values of one tag. */
export const openFields = { choose: choice(["filters"]), key: tagText };
