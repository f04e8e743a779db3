import { useEditorContext } from '@graphiql/react';
import type { Editor } from 'codemirror';
import { useEffect } from 'react';

/** Makes the editors accessible: each has a name, Tab leaves it, and scrollable parts take the focus. */
export function useAccessibleEditors(): void {
  const { queryEditor, variableEditor, headerEditor, responseEditor } = useEditorContext({ nonNull: true });
  useEffect(() => name(queryEditor, 'Query'), [queryEditor]);
  useEffect(() => name(variableEditor, 'Variables'), [variableEditor]);
  useEffect(() => name(headerEditor, 'Headers'), [headerEditor]);
  useEffect(() => name(responseEditor, 'Response'), [responseEditor]);
}

function name(editor: Editor | null, label: string): void {
  if (!editor) return;
  editor.setOption('screenReaderLabel', label);
  editor.addKeyMap({ Tab: false, 'Shift-Tab': false });
  const scroller = editor.getScrollerElement();
  scroller.tabIndex = 0;
  scroller.setAttribute('role', 'group');
  scroller.setAttribute('aria-label', `${label}, scrollable text`);
}
