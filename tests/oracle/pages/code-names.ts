import type { CodeNames } from './record';

/** The names in the code lists of a release. */
export function namesIn(xml: string): CodeNames {
  const concepts = xml
    .slice(0, xml.indexOf('<Organisations'))
    .matchAll(/<concept id="(\w+)"[^>]*displayName="([^"]*)"/g);
  const text = (raw: string) =>
    raw.replaceAll('&amp;', '&').replaceAll('&apos;', "'").replaceAll('&lt;', '<').replaceAll('&quot;', '"');
  return new Map([...concepts].map(([, code, name]) => [code!, text(name!)]));
}
