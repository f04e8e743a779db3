import type { ExtendedRow, PropertyValue } from './properties';
import { PROPERTIES } from './properties';

const SHOWN = ['kinds', 'status', 'address', 'town', 'postcode', 'parent', 'icb', 'region', 'successors'];

/** Returns a page that shows one organisation, for an inline frame. It has no scripts, and every text is escaped. */
export function previewPage(row: ExtendedRow): string {
  const { code, name } = row.organisation;
  const lines = PROPERTIES.filter(({ id }) => SHOWN.includes(id)).flatMap((property) => {
    const values = property.valuesOf(row).map(shown);
    return values.length === 0 ? [] : [`<dt>${escape(property.name)}</dt><dd>${values.map(escape).join('<br>')}</dd>`];
  });
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>${escape(`${name} (${code})`)}</title></head>
<body>
<h1>${escape(name)} <small>${escape(code)}</small></h1>
<dl>
${lines.join('\n')}
</dl>
</body>
</html>
`;
}

function shown(value: PropertyValue): string {
  if ('str' in value) return value.str;
  if ('date' in value) return value.date.slice(0, 10);
  return `${value.name} (${value.id})`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Returns a text as HTML that shows it as it is. */
export function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character]!);
}
