import type { ScriptView } from '@zhike/shared/contracts/script';
import { useState } from 'react';
import { useDraft } from '../../../shared/drafts/use-draft.ts';
import { Icon } from '../../components/icon.tsx';
import { notify } from '../../components/notice.tsx';
import { Sheet } from '../../components/sheet.tsx';
import { type ChatTarget, targetKey } from '../../sending/chat-target.ts';
import { materialPart } from '../../sending/prepare-material.ts';
import { WORDS, wordsPart } from '../../sending/prepare-words.ts';
import { SendProgress } from '../../sending/send-progress.tsx';
import { useSending } from '../../sending/use-sending.ts';
import { useDeleteScript, useKeepScript } from './api/change-scripts.ts';
import { shownText, unfilledIn } from './say-script.ts';

interface ScriptSheetProps {
  script: ScriptView;
  target: ChatTarget;
  /** Of one's own. */
  onEdit(): void;
  onClose(): void;
}

/** The words as they will be sent; they can be changed before, and what was changed waits for the next time. */
export function ScriptSheet({ script, target, onEdit, onClose }: ScriptSheetProps) {
  const filled = shownText(script);
  const [text, setText, forgetText] = useDraft(`script.${targetKey(target)}.${script.id}`, filled);
  const sending = useSending(`${targetKey(target)} script ${script.id}`, (isWatched) => {
    forgetText();
    if (!isWatched) notify('已发送到聊天');
  });
  const words = text.trim();
  // What the server filled in is read as it is, even a nickname in braces.
  const unfilled = words === script.filled?.trim() ? [] : unfilledIn(words);
  const parts = [
    wordsPart(script, target, { text: words === filled.trim() ? undefined : words }),
    ...script.materials.map((one) => materialPart(one, target)),
  ];
  const hasFailed = parts.some(({ key }) => sending.states[key]?.at === 'failed');
  const areWordsSent = sending.states[WORDS]?.at === 'sent';
  const blocked = script.materials.find(({ state }) => state !== 'ready');
  return (
    <Sheet
      title={script.title}
      onClose={onClose}
      footer={(close) => (
        <>
          <SendProgress parts={parts} states={sending.states} />
          {sending.isDone ? (
            <button type="button" className="button button-wide" onClick={close}>
              完成
            </button>
          ) : (
            <div className="script-actions">
              <button
                type="button"
                className="button"
                disabled={words === '' || unfilled.length > 0}
                onClick={() => void copy(words)}
              >
                <Icon name="copy" size={16} />
                复制
              </button>
              <button
                type="button"
                className="button button-main script-send"
                data-first-focus
                // Stays focusable while it sends; a second tap starts nothing.
                aria-disabled={sending.isRunning}
                disabled={words === '' || blocked !== undefined || unfilled.length > 0}
                onClick={() => sending.start(parts)}
              >
                {sending.isRunning ? '正在发送…' : hasFailed ? '继续发送' : '发送'}
              </button>
            </div>
          )}
        </>
      )}
    >
      <textarea
        className="input script-text"
        aria-label="要发送的内容"
        rows={Math.min(10, Math.max(4, Math.ceil(text.length / 20)))}
        value={text}
        readOnly={sending.isRunning || areWordsSent}
        onChange={({ target: { value } }) => setText(value)}
      />
      {unfilled.length > 0 ? (
        <p className="field-problem" role="alert">
          {unfilled.map((name) => `{${name}}`).join('、')}不会自动填写,请改成要说的话
        </p>
      ) : null}
      {text === filled ? null : (
        <button
          type="button"
          className="link-button script-reset"
          disabled={sending.isRunning}
          onClick={() => setText(filled)}
        >
          恢复原文
        </button>
      )}
      {script.materials.length > 0 ? (
        <div className="script-materials">
          <p className="field-label">文字之后依次发送</p>
          <ol>
            {script.materials.map(({ id, title, state }) => (
              <li key={id}>
                {title}
                {state === 'ready' ? null : <span className="field-problem"> 现在不能发送</span>}
              </li>
            ))}
          </ol>
          {blocked ? (
            <p className="field-problem" role="alert">
              「{blocked.title}」现在不能发送,可以先复制文字发给客户
            </p>
          ) : null}
        </div>
      ) : null}
      <ScriptTools script={script} isBusy={sending.isRunning} onEdit={onEdit} onClose={onClose} />
    </Sheet>
  );
}

async function copy(words: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(words);
    notify('已复制,可以粘贴到聊天里');
  } catch {
    // Older clients, and pages without https: the person can still mark the words.
    notify('没能复制,请长按文字手动复制', { tone: 'problem' });
  }
}

interface ScriptToolsProps {
  script: ScriptView;
  isBusy: boolean;
  onEdit(): void;
  onClose(): void;
}

function ScriptTools({ script, isBusy, onEdit, onClose }: ScriptToolsProps) {
  const [isFavourite, setIsFavourite] = useState(script.isFavourite);
  const [isAsking, setIsAsking] = useState(false);
  const keep = useKeepScript();
  const remove = useDeleteScript();
  const isMine = script.isMine && script.can.edit;
  if (isAsking) {
    return (
      <div className="script-tools" role="group" aria-label="确认删除">
        <span className="small">删除后不能恢复,发过的记录会保留</span>
        <button type="button" className="button" onClick={() => setIsAsking(false)}>
          不删
        </button>
        <button
          type="button"
          className="button script-danger"
          disabled={remove.isPending}
          onClick={() =>
            remove.mutate(script.id, {
              onSuccess: () => {
                notify('已删除');
                onClose();
              },
            })
          }
        >
          确认删除
        </button>
      </div>
    );
  }
  return (
    <div className="script-tools">
      <button
        type="button"
        className="button button-quiet"
        aria-pressed={isFavourite}
        onClick={() => {
          setIsFavourite(!isFavourite);
          keep.mutate({ scriptId: script.id, keep: !isFavourite }, { onError: () => setIsFavourite(isFavourite) });
        }}
      >
        <Icon name="star" size={16} />
        {isFavourite ? '已收藏' : '收藏'}
      </button>
      {isMine ? (
        <>
          <button type="button" className="button button-quiet" disabled={isBusy} onClick={onEdit}>
            <Icon name="edit" size={16} />
            修改
          </button>
          <button type="button" className="button button-quiet" disabled={isBusy} onClick={() => setIsAsking(true)}>
            <Icon name="trash" size={16} />
            删除
          </button>
        </>
      ) : null}
    </div>
  );
}
