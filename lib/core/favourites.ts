/** The most roles that a person keeps at hand. */
export const MAX_FAVOURITES = 30;
