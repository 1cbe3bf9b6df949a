import type { Editor } from '@tiptap/core';
import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react';
import { Input } from 'tdesign-react/es/input';
import { Confirm } from '../../../components/confirm.tsx';
import { Field } from '../../../components/field.tsx';

interface RichTextToolbarProps {
  editor: Editor;
  onPictures(files: File[]): void;
}

/** What can be done to the words that are chosen. One stop for Tab; arrows go on inside of it. */
export function RichTextToolbar({ editor, onPictures }: RichTextToolbarProps) {
  const files = useRef<HTMLInputElement>(null);
  const [linking, setLinking] = useState(false);
  const does = () => editor.chain().focus();
  const heading = (level: 2 | 3, label: string) => (
    <Tool isOn={editor.isActive('heading', { level })} onUse={() => does().toggleHeading({ level }).run()}>
      {label}
    </Tool>
  );
  return (
    <>
      <div className="rich-text-toolbar" role="toolbar" aria-label="正文格式" onKeyDown={walk}>
        {heading(2, '大标题')}
        {heading(3, '小标题')}
        <Tool isOn={editor.isActive('bold')} onUse={() => does().toggleBold().run()}>
          <b>加粗</b>
        </Tool>
        <Tool isOn={editor.isActive('italic')} onUse={() => does().toggleItalic().run()}>
          <i>斜体</i>
        </Tool>
        <Tool isOn={editor.isActive('bulletList')} onUse={() => does().toggleBulletList().run()}>
          列表
        </Tool>
        <Tool isOn={editor.isActive('orderedList')} onUse={() => does().toggleOrderedList().run()}>
          编号
        </Tool>
        <Tool isOn={editor.isActive('blockquote')} onUse={() => does().toggleBlockquote().run()}>
          引用
        </Tool>
        <Tool
          isOn={editor.isActive({ textAlign: 'center' })}
          onUse={() =>
            editor.isActive({ textAlign: 'center' })
              ? does().unsetTextAlign().run()
              : does().setTextAlign('center').run()
          }
        >
          居中
        </Tool>
        <Tool isOn={editor.isActive('link')} onUse={() => setLinking(true)}>
          链接
        </Tool>
        <Tool onUse={() => files.current?.click()}>图片</Tool>
        <Tool isOff={!editor.can().undo()} onUse={() => does().undo().run()}>
          撤销
        </Tool>
        <Tool isOff={!editor.can().redo()} onUse={() => does().redo().run()}>
          重做
        </Tool>
      </div>
      <input
        ref={files}
        type="file"
        hidden
        multiple
        accept="image/*"
        aria-label="插入图片"
        onChange={({ target }) => {
          onPictures([...(target.files ?? [])]);
          target.value = '';
        }}
      />
      {linking ? <LinkDialog editor={editor} onClose={() => setLinking(false)} /> : null}
    </>
  );
}

function walk(event: KeyboardEvent<HTMLElement>): void {
  const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (by === undefined) return;
  const tools = [...event.currentTarget.querySelectorAll('button')];
  const at = tools.findIndex((tool) => tool === document.activeElement);
  tools[(at + by + tools.length) % tools.length]?.focus();
  event.preventDefault();
}

function Tool({
  isOn,
  isOff = false,
  onUse,
  children,
}: {
  /** Absent: it is no switch. */
  isOn?: boolean;
  isOff?: boolean;
  onUse(): void;
  children: ReactNode;
}) {
  return (
    <button
      type="button"
      className="rich-text-tool"
      aria-pressed={isOn}
      aria-disabled={isOff}
      // The chosen words stay chosen.
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => !isOff && onUse()}
    >
      {children}
    </button>
  );
}

function LinkDialog({ editor, onClose }: { editor: Editor; onClose(): void }) {
  const before = String((editor.getAttributes('link') as { href?: string }).href ?? '');
  const [url, setUrl] = useState(before);
  const isFitting = /^(https?:\/\/\S+|tel:[\d+-]+)$/.test(url.trim());
  const apply = () => {
    const href = url.trim();
    const chain = editor.chain().focus().extendMarkRange('link');
    if (href === '') chain.unsetLink().run();
    else if (editor.state.selection.empty && before === '')
      // Nothing is chosen: the address itself is what can be read.
      chain.insertContent({ type: 'text', text: href, marks: [{ type: 'link', attrs: { href } }] }).run();
    else chain.setLink({ href }).run();
  };
  return (
    <Confirm
      title="链接"
      action={url.trim() === '' ? '去掉链接' : '确定'}
      disabled={url.trim() === '' ? before === '' : !isFitting}
      onConfirm={() => Promise.resolve(apply())}
      onClose={onClose}
    >
      <Field label="网址" hint="以 https:// 开头;电话写成 tel:02112345678。">
        <Input value={url} onChange={setUrl} placeholder="https://" autofocus />
      </Field>
    </Confirm>
  );
}
