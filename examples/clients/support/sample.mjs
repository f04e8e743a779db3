// What the sample holds: a practice that got another board on 1 July 2024.
export const PRACTICE = 'ZXP0196';
export const BEFORE = '2024-06-30';
export const AFTER = '2024-09-30';
export const BOARDS = { [BEFORE]: 'ZXI40', [AFTER]: 'ZXI43' };
/** An organisation with more than six practices below it. */
export const COMMISSIONER = 'ZXS001';
/** A date that does not exist. */
export const NO_DATE = '2024-02-31';
/** A finding rule with another count in each release. */
export const RULE = 'active-under-closed-parent';
