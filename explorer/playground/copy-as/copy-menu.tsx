import { ToolbarMenu, useEditorContext } from '@graphiql/react';
import { copyToClipboard } from '../clipboard';
import { STATUS } from '../last-response';
import { WORDS } from '../words';
import { toCurl } from './curl';
import { toFetch } from './fetch';
import { toPython } from './python';
import { toRequest, type CopiedRequest } from './request';

const FORMS: readonly (readonly [name: string, write: (request: CopiedRequest) => string])[] = [
  [WORDS.copy.curl, toCurl],
  [WORDS.copy.fetch, toFetch],
  [WORDS.copy.python, toPython],
];

/** Copies the request of the editors as a command or a program. */
export function CopyMenu() {
  const { queryEditor, variableEditor, headerEditor } = useEditorContext({ nonNull: true });
  const copy = async (name: string, write: (request: CopiedRequest) => string) => {
    const editors = {
      query: queryEditor?.getValue() ?? '',
      variables: variableEditor?.getValue() ?? '',
      headers: headerEditor?.getValue() ?? '',
      operationName: queryEditor?.operationName,
    };
    STATUS.set(await copied(editors, name, write));
  };
  return (
    <ToolbarMenu modal={false} button={<CommandIcon />} label={WORDS.copy.label}>
      {FORMS.map(([name, write]) => (
        <ToolbarMenu.Item key={name} onSelect={() => void copy(name, write)}>
          {name}
        </ToolbarMenu.Item>
      ))}
    </ToolbarMenu>
  );
}

/** Copies and returns the message for the status line. */
async function copied(
  editors: Parameters<typeof toRequest>[0],
  name: string,
  write: (request: CopiedRequest) => string,
): Promise<string> {
  const words = WORDS.copy;
  let text: string;
  try {
    text = write(toRequest(editors, new URL('/graphql', location.href).href));
  } catch (error) {
    return (error as Error).message;
  }
  if (!(await copyToClipboard(text))) return words.notCopied;
  return /^\s*(\{\s*\})?\s*$/.test(editors.headers) ? words.copied(name) : words.copiedWithHeaders(name);
}

function CommandIcon() {
  return (
    <svg
      className="graphiql-toolbar-icon"
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      aria-hidden="true"
    >
      <path d="M4 6l6 6-6 6M12 18h8" />
    </svg>
  );
}
