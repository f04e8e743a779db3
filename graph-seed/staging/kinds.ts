/** Kinds of rows. All other kinds are relationship types. */
export const STATES = 'states';
export const ROLES = 'roles';
export const FINDINGS = 'findings';
export const SUCCESSIONS = 'SUCCEEDED_BY';
