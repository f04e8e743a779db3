import type { Variables } from './request';

/** Returns the document with the values of its variables as their defaults, so that it runs on its own. */
export function inlineVariables(document: string, variables: Variables): string {
  return Object.entries(variables)
    .filter(([, value]) => value !== null && value !== undefined)
    .reduce((text, [name, value]) => withDefault(text, name, literal(value, name)), document.trim());
}

function withDefault(document: string, name: string, value: string): string {
  return document.replace(new RegExp(`(\\$${name}: [\\w!\\[\\]]+)`), (definition) => `${definition} = ${value}`);
}

/** Variables and input fields with enum values, which GraphQL writes without quotes. */
const ENUMS = new Set(['view', 'basis', 'direction', 'kind', 'kinds', 'by', 'groups']);

function literal(value: unknown, name: string): string {
  if (Array.isArray(value)) return `[${value.map((item) => literal(item, name)).join(', ')}]`;
  if (value !== null && typeof value === 'object') {
    const fields = Object.entries(value).map(([field, fieldValue]) => `${field}: ${literal(fieldValue, field)}`);
    return `{ ${fields.join(', ')} }`;
  }
  return ENUMS.has(name) ? String(value) : JSON.stringify(value);
}
