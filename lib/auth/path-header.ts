/** Carries the path that the browser asked for to the pages, which Next does not tell it. */
export const PATH_HEADER = "x-gatehouse-path";
