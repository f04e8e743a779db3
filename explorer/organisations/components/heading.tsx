import { useEffect, useRef } from 'preact/hooks';
import { WORDS } from './words';

let first = true;

/** The heading of a page. It sets the window title and takes the focus after navigation. */
export function Heading({ title, caption }: { readonly title: string; readonly caption?: string }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} – ${WORDS.product}`;
    if (!first) heading.current?.focus();
    first = false;
  }, [title]);
  return (
    <h1 class="nhsuk-heading-l" tabIndex={-1} ref={heading}>
      {caption === undefined ? null : <span class="nhsuk-caption-l">{caption}</span>}
      {title}
    </h1>
  );
}
