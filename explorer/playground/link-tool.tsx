import { ToolbarButton, useEditorContext } from '@graphiql/react';
import { copyToClipboard } from './clipboard';
import { STATUS } from './last-response';
import { writeLink } from './link';
import { WORDS } from './words';

/** Copies a link to the current query into the address bar and the clipboard. Headers are not in it: they may hold secrets. */
export function LinkTool() {
  const { queryEditor, variableEditor } = useEditorContext({ nonNull: true });
  const share = async () => {
    const link = writeLink({ query: queryEditor?.getValue(), variables: variableEditor?.getValue() });
    history.replaceState(null, '', link);
    STATUS.set((await copyToClipboard(location.href)) ? WORDS.link.copied : WORDS.link.notCopied);
  };
  return (
    <ToolbarButton label={WORDS.link.label} onClick={() => void share()}>
      <LinkIcon />
    </ToolbarButton>
  );
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
