/** Strings that JSON or UTF-8 must escape or encode, and some plain ones. */
export const EDGE_CASE_STRINGS = [
  '',
  'Elm Surgery',
  'say "ah"',
  'back\\slash',
  'line\nbreak',
  '\u0000',
  'Ysbyty Gŵyr',
  '💉',
  '\ud800',
  '\u2028',
];
