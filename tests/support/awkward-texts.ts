/** Texts that JSON or UTF-8 must write otherwise than they stand, and some that they need not. */
export const AWKWARD_TEXTS = [
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
