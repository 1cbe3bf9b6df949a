import { Editor } from '@tiptap/core';
import { useEffect, useReducer, useRef, useState } from 'react';
import { notifyWarning } from '../../../components/notify.ts';
import { useTellBusy } from '../../../components/media/use-tell-busy.ts';
import { extensions, withoutForeignPictures } from './extensions.ts';
import { RichTextToolbar } from './rich-text-toolbar.tsx';
import { usePictureUploads } from './use-picture-uploads.ts';
import './rich-text.css';
import './rich-text-editor.css';

interface RichTextEditorProps {
  label: string;
  /** HTML; '' when nothing is written. */
  value: string;
  onChange(html: string): void;
  /** Hears that pictures are on their way into the text. */
  onBusy?(isBusy: boolean): void;
}

/** Writes an article: headings, lists, quotes, links and pictures, as customers will see them. */
export function RichTextEditor({ label, value, onChange, onBusy }: RichTextEditorProps) {
  const place = useRef<HTMLDivElement>(null);
  const [editor, setEditor] = useState<Editor | null>(null);
  const [, redraw] = useReducer((times: number) => times + 1, 0);
  const tell = useRef(onChange);
  tell.current = onChange;
  // What the editor itself has said last: anything else comes from outside, an import or a draft given up.
  const said = useRef(value);
  // Where pictures were asked for, carried along with what is written meanwhile; a few numbers as long as the text is open.
  const places = useRef(new Set<{ at: number }>());
  // Whoever writes on keeps the focus, the cursor and what is selected.
  const { uploads, send } = usePictureUploads<{ at: number }>((src, alt, { at }) =>
    editor?.commands.insertContentAt(at, { type: 'image', attrs: { src, alt } }, { updateSelection: false }),
  );
  useTellBusy(
    uploads.some(({ problem }) => problem === null),
    onBusy,
  );
  const add = (files: readonly File[]) => {
    if (!editor || files.length === 0) return;
    const place = { at: editor.state.selection.to };
    places.current.add(place);
    send(files, place);
  };
  const addPictures = useRef(add);
  addPictures.current = add;

  // Made once: later values are handed in below.
  const first = useRef({ label, value });
  useEffect(() => {
    const made = new Editor({
      element: place.current,
      extensions,
      content: first.current.value,
      editorProps: {
        attributes: {
          role: 'textbox',
          'aria-multiline': 'true',
          'aria-label': first.current.label,
          class: 'rich-text',
        },
        handlePaste: (_view, event) => takePictures([...(event.clipboardData?.files ?? [])]),
        handleDrop: (_view, event, _slice, isMoved) => !isMoved && takePictures([...(event.dataTransfer?.files ?? [])]),
        transformPastedHTML: (html) => {
          const { html: kept, left } = withoutForeignPictures(html);
          if (left > 0) notifyWarning(`有 ${left} 张图片在别的网站上,没有粘贴进来;整篇文章请用「粘贴公众号文章」导入`);
          return kept;
        },
      },
      onUpdate: ({ editor: now }) => {
        said.current = now.isEmpty ? '' : now.getHTML();
        tell.current(said.current);
      },
      onTransaction: ({ transaction }) => {
        for (const place of places.current) place.at = transaction.mapping.map(place.at);
        redraw();
      },
    });
    const takePictures = (files: File[]) => {
      const pictures = files.filter(({ type }) => type.startsWith('image/'));
      addPictures.current(pictures);
      return pictures.length > 0;
    };
    setEditor(made);
    return () => made.destroy();
  }, []);

  useEffect(() => {
    if (!editor || value === said.current) return;
    said.current = value;
    editor.commands.setContent(value, { emitUpdate: false });
  }, [editor, value]);

  return (
    <div className="rich-text-editor">
      {editor ? <RichTextToolbar editor={editor} onPictures={add} /> : null}
      <div ref={place} className="rich-text-place" />
      {uploads.length > 0 ? (
        <ul className="rich-text-uploads" aria-live="polite">
          {uploads.map((upload) => (
            <li key={upload.key} className="row">
              <span>{upload.name}</span>
              {upload.problem ? (
                <>
                  <span className="field-problem" role="alert">
                    {upload.problem}
                  </span>
                  <button type="button" className="plain-button" onClick={upload.forget}>
                    知道了
                  </button>
                </>
              ) : (
                <>
                  <span className="fine number">{Math.round(upload.share * 100)}%</span>
                  <button type="button" className="plain-button" onClick={upload.forget}>
                    取消
                  </button>
                </>
              )}
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}
