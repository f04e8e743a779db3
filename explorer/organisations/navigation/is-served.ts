/** Whether the server serves a page: it names in each page those that its settings switch off. */
export function isServed(page: 'organisations' | 'playground'): boolean {
  const off = document.querySelector<HTMLMetaElement>('meta[name="pages-off"]')?.content ?? '';
  return !off.split(' ').includes(page);
}
