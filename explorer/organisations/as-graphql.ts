import type { Variables } from './ask';

/** A document that can be run as it stands: its variables have what they are given as defaults. */
export function asGraphql(document: string, variables: Variables): string {
  return Object.entries(variables)
    .filter(([, value]) => value !== null && value !== undefined)
    .reduce((text, [name, value]) => withDefault(text, name, literal(value, name)), document.trim());
}

function withDefault(document: string, name: string, value: string): string {
  return document.replace(new RegExp(`(\\$${name}: [\\w!\\[\\]]+)`), (definition) => `${definition} = ${value}`);
}

/** Values whose type is an enum are names, not texts. */
const ENUMS = new Set(['view', 'basis', 'direction', 'kind', 'kinds', 'by']);

function literal(value: unknown, name: string): string {
  if (Array.isArray(value)) return `[${value.map((one) => literal(one, name)).join(', ')}]`;
  if (value !== null && typeof value === 'object') {
    const fields = Object.entries(value).map(([field, inner]) => `${field}: ${literal(inner, field)}`);
    return `{ ${fields.join(', ')} }`;
  }
  return ENUMS.has(name) ? String(value) : JSON.stringify(value);
}
