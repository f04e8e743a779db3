/** Copies a text. Returns why it could not be copied, or null: browsers allow the clipboard on secure pages only. */
export async function copyToClipboard(text: string): Promise<string | null> {
  try {
    await navigator.clipboard.writeText(text);
    return null;
  } catch {
    return copyBySelection(text) ? null : 'The browser does not allow copying here. Select the text and copy it.';
  }
}

/** The way that works on pages without TLS: the copy command on a selected field. */
function copyBySelection(text: string): boolean {
  const field = Object.assign(document.createElement('textarea'), {
    value: text,
    readOnly: true,
    className: 'offscreen',
  });
  const focused = document.activeElement as HTMLElement | null;
  document.body.append(field);
  field.select();
  const copied = document.execCommand('copy');
  field.remove();
  focused?.focus();
  return copied;
}
