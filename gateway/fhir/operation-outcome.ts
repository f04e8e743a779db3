import type { OperationOutcome } from 'fhir/r4';
import type { ErrorCode } from '../../errors';
import { shownOf } from '../http/error-response';
import type { ToldError } from '../http/app';

export const FHIR_TYPE = 'application/fhir+json; charset=utf-8';

type Issue = OperationOutcome['issue'][number]['code'];

/** FHIR's kind of issue by the code of the catalogue. */
const ISSUES: Readonly<Partial<Record<ErrorCode, Issue>>> = {
  BAD_USER_INPUT: 'invalid',
  INVALID_CURSOR: 'invalid',
  NOT_FOUND: 'not-found',
  METHOD_NOT_ALLOWED: 'not-supported',
  NOT_ACCEPTABLE: 'not-supported',
  TOO_MANY_RESULTS: 'too-costly',
  PAYLOAD_TOO_LARGE: 'too-long',
  OVERLOADED: 'throttled',
  RATE_LIMITED: 'throttled',
  REQUEST_TIMEOUT: 'timeout',
  DATABASE_TIMEOUT: 'timeout',
  DATABASE_UNAVAILABLE: 'transient',
  NO_RELEASE: 'transient',
  INTERNAL_SERVER_ERROR: 'exception',
};

/** What to do next, where the catalogue speaks of GraphQL. */
const NEXT: Readonly<Partial<Record<ErrorCode, string>>> = {
  BAD_USER_INPUT: 'Correct the parameter named in the message.',
  NOT_FOUND: 'Search /fhir/Organization by name, or ask as known in another release.',
  METHOD_NOT_ALLOWED: 'Send a GET request.',
  NOT_ACCEPTABLE: 'Accept application/fhir+json or application/json.',
  PAYLOAD_TOO_LARGE: 'Ask for fewer results a page with _count.',
};

/** An id as FHIR allows them. */
export const FHIR_ID = /^[A-Za-z0-9.-]{1,64}$/;

/** An error as an OperationOutcome; its id is the request's, where FHIR allows that as an id. */
export const asOutcome: ToldError = (error, { id }) => {
  const { code, status, message, next } = shownOf(error);
  const outcome: OperationOutcome = {
    resourceType: 'OperationOutcome',
    ...(FHIR_ID.test(id) && { id }),
    issue: [
      {
        severity: 'error',
        code: ISSUES[code] ?? 'processing',
        details: { coding: [{ code }] },
        diagnostics: `${message} ${NEXT[code] ?? next}`,
      },
    ],
  };
  return { status, mediaType: FHIR_TYPE, body: JSON.stringify(outcome) };
};
