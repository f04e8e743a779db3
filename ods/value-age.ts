/** How old, in months, a value of a measure may be by default on the day that is asked for. */
export const MAX_AGE_MONTHS = 12;
