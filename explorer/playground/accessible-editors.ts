import { useEditorContext } from '@graphiql/react';
import type { Editor } from 'codemirror';
import { useEffect } from 'react';
import { WORDS } from './words';

/** Makes the editors accessible: each has a name, Tab leaves it, and scrollable parts take the focus. */
export function useAccessibleEditors(): void {
  const { queryEditor, variableEditor, headerEditor, responseEditor } = useEditorContext({ nonNull: true });
  const { query, variables, headers, response } = WORDS.editors;
  useEffect(() => name(queryEditor, query), [queryEditor]);
  useEffect(() => name(variableEditor, variables), [variableEditor]);
  useEffect(() => name(headerEditor, headers), [headerEditor]);
  useEffect(() => name(responseEditor, response), [responseEditor]);
}

function name(editor: Editor | null, label: string): void {
  if (!editor) return;
  editor.setOption('screenReaderLabel', label);
  editor.addKeyMap({ Tab: false, 'Shift-Tab': false });
  const scroller = editor.getScrollerElement();
  scroller.tabIndex = 0;
  scroller.setAttribute('role', 'group');
  scroller.setAttribute('aria-label', WORDS.editors.scrollable(label));
}
