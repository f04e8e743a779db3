/** The parts of an item that can match a record. */
export const MATCHED_PARTS = ['CODE', 'NAME', 'FORMER_NAME', 'POSTCODE', 'TOWN', 'ADDRESS', 'KIND'] as const;
export type MatchedPart = (typeof MATCHED_PARTS)[number];
