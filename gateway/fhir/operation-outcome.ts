import type { OperationOutcome } from 'fhir/r4';
import type { ErrorCode } from '../../errors';
import { publicError } from '../http/errors/error-response';
import type { ErrorFormatter } from '../http/errors/error-handler';

export const FHIR_TYPE = 'application/fhir+json; charset=utf-8';

type IssueType = OperationOutcome['issue'][number]['code'];

/** FHIR issue types by error code. */
const ISSUE_TYPES: Readonly<Partial<Record<ErrorCode, IssueType>>> = {
  BAD_USER_INPUT: 'invalid',
  INVALID_CURSOR: 'invalid',
  NOT_FOUND: 'not-found',
  METHOD_NOT_ALLOWED: 'not-supported',
  UNSUPPORTED_MEDIA_TYPE: 'not-supported',
  NOT_ACCEPTABLE: 'not-supported',
  TOO_MANY_RESULTS: 'too-costly',
  PAYLOAD_TOO_LARGE: 'too-long',
  OVERLOADED: 'throttled',
  RATE_LIMITED: 'throttled',
  UNAUTHENTICATED: 'login',
  AUTHENTICATION_UNAVAILABLE: 'transient',
  REQUEST_TIMEOUT: 'timeout',
  DATABASE_TIMEOUT: 'timeout',
  DATABASE_UNAVAILABLE: 'transient',
  NO_RELEASE: 'transient',
  INTERNAL_SERVER_ERROR: 'exception',
};

/** Next steps that replace those of the catalogue, which are for GraphQL. */
const NEXT_STEPS: Readonly<Partial<Record<ErrorCode, string>>> = {
  BAD_USER_INPUT: 'Correct the parameter named in the message.',
  NOT_FOUND: 'Search /fhir/Organization by name, or select another release.',
  METHOD_NOT_ALLOWED: 'Send a GET request, or a search by POST to /_search.',
  NOT_ACCEPTABLE: 'Accept application/fhir+json or application/json.',
  PAYLOAD_TOO_LARGE: 'Request fewer results per page with _count.',
};

/** The syntax of ids in FHIR R4. */
export const FHIR_ID = /^[A-Za-z0-9.-]{1,64}$/;

/** Formats an error as an OperationOutcome. Its id is the request id if that is a valid FHIR id. */
export const formatAsOutcome: ErrorFormatter = (error, { id }) => {
  const { code, status, message, next } = publicError(error);
  const outcome: OperationOutcome = {
    resourceType: 'OperationOutcome',
    ...(FHIR_ID.test(id) && { id }),
    issue: [
      {
        severity: 'error',
        code: ISSUE_TYPES[code] ?? 'processing',
        details: { coding: [{ code }] },
        diagnostics: `${message} ${NEXT_STEPS[code] ?? next}`,
      },
    ],
  };
  return { status, mediaType: FHIR_TYPE, body: JSON.stringify(outcome) };
};
