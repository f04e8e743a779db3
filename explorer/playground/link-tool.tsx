import { ToolbarButton, useEditorContext } from '@graphiql/react';
import { writeLink } from './link';
import { showStatus } from './status-message';

/** Copies a link to the current query into the address bar and the clipboard. */
export function LinkTool() {
  const { queryEditor, variableEditor } = useEditorContext({ nonNull: true });
  const share = async () => {
    const link = writeLink({ query: queryEditor?.getValue(), variables: variableEditor?.getValue() });
    history.replaceState(null, '', link);
    showStatus(await copyToClipboard(location.href));
  };
  return (
    <ToolbarButton label="Copy a link to this query" onClick={() => void share()}>
      <LinkIcon />
    </ToolbarButton>
  );
}

/** Browsers allow the clipboard on secure pages only. */
async function copyToClipboard(text: string): Promise<string> {
  try {
    await navigator.clipboard.writeText(text);
    return 'Link copied. It is also in the address bar.';
  } catch {
    return 'The link is in the address bar.';
  }
}

function LinkIcon() {
  return (
    <svg
      className="graphiql-toolbar-icon"
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      aria-hidden="true"
    >
      <path d="M10 14a4 4 0 0 0 6 0l4-4a4 4 0 0 0-6-6l-1 1M14 10a4 4 0 0 0-6 0l-4 4a4 4 0 0 0 6 6l1-1" />
    </svg>
  );
}
