import { useEditorContext } from '@graphiql/react';
import type { Editor } from 'codemirror';
import { useEffect } from 'react';

/** Makes the editors usable without a mouse and without sight: a name for each, Tab leads out, what scrolls takes focus. */
export function useAccessibleEditors(): void {
  const { queryEditor, variableEditor, headerEditor, responseEditor } = useEditorContext({ nonNull: true });
  useEffect(() => name(queryEditor, 'Query'), [queryEditor]);
  useEffect(() => name(variableEditor, 'Variables'), [variableEditor]);
  useEffect(() => name(headerEditor, 'Headers'), [headerEditor]);
  useEffect(() => name(responseEditor, 'Answer'), [responseEditor]);
}

function name(editor: Editor | null, label: string): void {
  if (!editor) return;
  editor.setOption('screenReaderLabel', label);
  editor.addKeyMap({ Tab: false, 'Shift-Tab': false });
  const scroller = editor.getScrollerElement();
  scroller.tabIndex = 0;
  scroller.setAttribute('role', 'group');
  scroller.setAttribute('aria-label', `${label}, as text that scrolls`);
}
