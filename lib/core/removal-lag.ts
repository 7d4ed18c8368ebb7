/** The upper bounds, in seconds, that removals are counted under by how late they were. */
export const lagBoundsSeconds = [5, 10, 15, 30, 60, 120, 300, 900, 3_600, 86_400] as const;
