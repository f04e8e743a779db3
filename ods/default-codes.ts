/** A code that stands for no organisation: data sets use it where a code is not known or does not apply. */
export interface DefaultCode {
  readonly code: string;
  readonly meaning: string;
  /** Where the meaning is published. */
  readonly source: string;
}

const SUMMARY = 'NHS Data Dictionary, default codes summary table';
const GP_PRACTICE = 'NHS Data Dictionary, general medical practice code (patient registration)';
const SITE = 'NHS Data Dictionary, organisation site identifier (of treatment)';
const RESIDENCE = 'NHS Data Dictionary, organisation code (PCT of GP practice)';

/** The default codes of the NHS Data Dictionary that stand where a code of an organisation or site is expected. */
const DEFAULT_CODES: readonly DefaultCode[] = [
  { code: '89997', meaning: 'A provider outside the UK to which no code has been issued.', source: SITE },
  { code: '89999', meaning: 'A provider in the UK outside the NHS to which no code has been issued.', source: SITE },
  { code: 'Q99', meaning: 'The primary care organisation of residence is not known.', source: RESIDENCE },
  { code: 'R9998', meaning: 'Not a hospital site.', source: SITE },
  { code: 'TDH00', meaning: 'An overseas visitor who is exempt from charges.', source: SUMMARY },
  { code: 'V81997', meaning: 'The patient has no registered GP practice.', source: GP_PRACTICE },
  { code: 'V81998', meaning: 'A GP practice code does not apply.', source: GP_PRACTICE },
  { code: 'V81999', meaning: 'The GP practice code is not known.', source: GP_PRACTICE },
  { code: 'VPP00', meaning: 'A private patient, or an overseas visitor who is liable for charges.', source: SUMMARY },
  { code: 'X98', meaning: 'A primary care organisation does not apply (overseas visitors).', source: RESIDENCE },
  { code: 'X99998', meaning: 'A referring organisation does not apply.', source: SUMMARY },
  { code: 'X99999', meaning: 'The referring organisation is not known.', source: SUMMARY },
  {
    code: 'ZZ201',
    meaning: 'Does not apply: the patient was not discharged to another organisation.',
    source: 'NHS Data Dictionary, organisation code (receiving)',
  },
];

const BY_CODE: ReadonlyMap<string, DefaultCode> = new Map(DEFAULT_CODES.map((each) => [each.code, each]));

/** Returns every default code, ordered by code. */
export function defaultCodes(): readonly DefaultCode[] {
  return DEFAULT_CODES;
}

/** Returns what a code stands for if it is a default code; null for any other. The code is trimmed and in upper case. */
export function defaultCodeOf(code: string): DefaultCode | null {
  return BY_CODE.get(code) ?? null;
}
