import { useEffect, useRef } from 'preact/hooks';

interface Props {
  /** How much of the list is shown. It is announced when it changes. */
  readonly status: string;
  readonly button: string;
  /** Whether more is being loaded. The button stays, so that it keeps the focus. */
  readonly isBusy?: boolean;
  /** Shows more; absent if there is no more. */
  readonly more?: (() => void) | undefined;
}

/** How much of a list is shown, with a button for more. After the last of it, the focus moves from the button to the status. */
export function More({ status, button, isBusy = false, more }: Props) {
  const text = useRef<HTMLParagraphElement>(null);
  const pressed = useRef(false);
  const hasButton = isBusy || more !== undefined;
  useEffect(() => {
    if (!hasButton && pressed.current && document.activeElement === document.body) text.current?.focus();
    if (!hasButton) pressed.current = false;
  }, [hasButton]);
  const press = () => {
    pressed.current = true;
    more?.();
  };
  return (
    <>
      <p role="status" tabIndex={-1} ref={text}>
        {status}
      </p>
      {hasButton ? (
        <button class="nhsuk-button nhsuk-button--secondary" type="button" aria-disabled={isBusy} onClick={press}>
          {button}
        </button>
      ) : null}
    </>
  );
}
