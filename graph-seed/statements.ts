import { join } from 'node:path';
import { readStatements } from '../graph/statements';

const FOLDER = join(__dirname, 'statements');

/** The statements of the load, one per file of `statements/`. */
export const STATEMENTS = readStatements<
  | 'await-indexes'
  | 'clear-journal'
  | 'code-lists'
  | 'count-findings'
  | 'count-relationships'
  | 'count-roles'
  | 'count-states'
  | 'end-code-lists'
  | 'end-findings'
  | 'end-relationships'
  | 'end-roles'
  | 'end-states'
  | 'end-sweep'
  | 'findings'
  | 'free-release-id'
  | 'journal'
  | 'journalled'
  | 'keep-lock'
  | 'leave-lock'
  | 'live-code-lists'
  | 'live-findings'
  | 'live-relationships'
  | 'live-roles'
  | 'live-states'
  | 'publish'
  | 'read-catalog'
  | 'read-lock'
  | 'read-releases'
  | 'relationships'
  | 'roles'
  | 'start-catalog'
  | 'start-release'
  | 'states'
  | 'successions'
  | 'sweep-nodes'
  | 'sweep-organisations'
  | 'sweep-relationships'
  | 'take-lock'
  | 'take-out-releases'
  | 'touched'
>(FOLDER);

export const CONSTRAINTS = readStatements<string>(join(FOLDER, 'constraints'));
export const INDEXES = readStatements<string>(join(FOLDER, 'indexes'));
