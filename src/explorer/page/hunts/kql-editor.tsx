import { editor, MarkerSeverity } from 'monaco-graphql/esm/monaco-editor.js';
import { useEffect, useRef } from 'react';
import type { Diagnostic } from './hunts.ts';
import { KQL } from './kql-language.ts';

const SEVERITIES: Readonly<Record<Diagnostic['severity'], MarkerSeverity>> = {
  ERROR: MarkerSeverity.Error,
  WARNING: MarkerSeverity.Warning,
  INFORMATION: MarkerSeverity.Info,
};

/** A finding as the editor marks it; what is missing is marked by the letter where it should be. */
function markerOf({ message, severity, line, column, length }: Diagnostic): editor.IMarkerData {
  const place = { startLineNumber: line, startColumn: column, endLineNumber: line, endColumn: column + (length || 1) };
  return { ...place, message, severity: SEVERITIES[severity] };
}

interface KqlEditorProps {
  /** What it begins with; another text replaces what was typed. */
  initial: string;
  diagnostics: readonly Diagnostic[];
  onEdit: (text: string) => void;
}

/** An editor of KQL that marks what was found. */
export function KqlEditor({ initial, diagnostics, onEdit }: KqlEditorProps) {
  const place = useRef<HTMLDivElement>(null);
  const made = useRef<editor.IStandaloneCodeEditor>(null);
  const edited = useRef(onEdit);
  useEffect(() => {
    edited.current = onEdit;
  }, [onEdit]);
  useEffect(() => {
    if (place.current === null) return;
    const model = editor.createModel('', KQL);
    const created = editor.create(place.current, {
      model,
      ariaLabel: 'KQL query',
      automaticLayout: true,
      fontSize: 14,
      lineNumbersMinChars: 2,
      minimap: { enabled: false },
      scrollBeyondLastLine: false,
      wordWrap: 'on',
      // Its messages may lie over the other panes.
      fixedOverflowWidgets: true,
    });
    made.current = created;
    model.onDidChangeContent(() => edited.current(model.getValue()));
    return () => {
      created.dispose();
      model.dispose();
    };
  }, []);
  useEffect(() => made.current?.setValue(initial), [initial]);
  useEffect(() => {
    const model = made.current?.getModel();
    if (model != null) editor.setModelMarkers(model, 'validateHunt', diagnostics.map(markerOf));
  }, [diagnostics]);
  return <div ref={place} className="kql" />;
}
