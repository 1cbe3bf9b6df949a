import { utf8Bytes } from '@zhike/shared/formulas/utf8-bytes';
import { useRef } from 'react';
import { Button } from '../../../components/button.tsx';
import { Icon } from '../../../components/icon.tsx';
import { AttachmentEditor, attachmentKinds } from './attachment-editor.tsx';
import { MAX_ATTACHMENTS, MAX_TEXT_BYTES, type Problems } from './find-problems.ts';
import { blankAttachment, type FormAttachment, type FormWelcomePart } from './form.ts';
import './welcome.css';

interface WelcomePartEditorProps {
  part: FormWelcomePart;
  problem: string | undefined;
  problems: Problems;
  onChange(part: Partial<FormWelcomePart>): void;
}

const placeholders = ['{客户昵称}', '{员工姓名}'];

/** A text with names to fill in, and what follows it. */
export function WelcomePartEditor({ part, problem, problems, onChange }: WelcomePartEditorProps) {
  const area = useRef<HTMLTextAreaElement>(null);
  const bytes = utf8Bytes(part.text);
  const insert = (name: string) => {
    const { selectionStart: start, selectionEnd: end } = area.current ?? {
      selectionStart: part.text.length,
      selectionEnd: part.text.length,
    };
    onChange({ text: part.text.slice(0, start) + name + part.text.slice(end) });
    requestAnimationFrame(() => {
      area.current?.focus();
      area.current?.setSelectionRange(start + name.length, start + name.length);
    });
  };
  const set = (key: string, attachment: FormAttachment) =>
    onChange({ attachments: part.attachments.map((one) => (one.key === key ? attachment : one)) });
  const move = (index: number, by: -1 | 1) => {
    const attachments = [...part.attachments];
    attachments.splice(index + by, 0, ...attachments.splice(index, 1));
    onChange({ attachments });
  };

  return (
    <div className="welcome-part">
      <textarea
        ref={area}
        className="native-input welcome-text"
        rows={5}
        aria-label="欢迎语文字"
        aria-invalid={problem !== undefined}
        placeholder="例如:你好 {客户昵称},我是 {员工姓名}"
        value={part.text}
        onChange={({ target }) => onChange({ text: target.value })}
      />
      <div className="row">
        <span className="fine">插入</span>
        {placeholders.map((name) => (
          <button key={name} type="button" className="plain-button" onClick={() => insert(name)}>
            {name}
          </button>
        ))}
        <span className={`welcome-length ${bytes > MAX_TEXT_BYTES ? 'field-problem' : 'fine'}`}>
          {bytes}/{MAX_TEXT_BYTES} 字节
        </span>
      </div>
      {problem ? (
        <p className="field-problem" role="alert">
          {problem}
        </p>
      ) : null}
      {part.attachments.map((attachment, index) => (
        <AttachmentEditor
          key={attachment.key}
          attachment={attachment}
          problem={problems[`attachment:${attachment.key}`]}
          isFirst={index === 0}
          isLast={index === part.attachments.length - 1}
          onChange={(changed) => set(attachment.key, changed)}
          onMove={(by) => move(index, by)}
          onRemove={() => onChange({ attachments: part.attachments.filter((one) => one !== attachment) })}
        />
      ))}
      <div className="row">
        {(Object.keys(attachmentKinds) as FormAttachment['kind'][]).map((kind) => (
          <Button
            key={kind}
            variant="outline"
            size="small"
            icon={<Icon name={attachmentKinds[kind].icon} size={14} />}
            disabled={part.attachments.length >= MAX_ATTACHMENTS}
            onClick={() => onChange({ attachments: [...part.attachments, blankAttachment(kind)] })}
          >
            {attachmentKinds[kind].label}
          </Button>
        ))}
        <span className="fine">
          附件 {part.attachments.length}/{MAX_ATTACHMENTS}
        </span>
      </div>
    </div>
  );
}
