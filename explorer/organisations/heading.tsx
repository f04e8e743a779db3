import { useEffect, useRef } from 'preact/hooks';

let first = true;

/** The heading of a page: it names the window, and takes the focus when a page has taken the place of another. */
export function Heading({ title, caption }: { readonly title: string; readonly caption?: string }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} – Organisation graph`;
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
