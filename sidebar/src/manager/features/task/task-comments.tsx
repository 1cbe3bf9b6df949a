import type { TaskDetail } from '@zhike/shared/contracts/task-team';
import { useRef, useState } from 'react';
import { forgetSentDraft, useDraft } from '../../../shared/drafts/use-draft.ts';
import { Button } from '../../components/button.tsx';
import { Moment } from '../../components/figures.tsx';
import { notifyFailed } from '../../components/notify.ts';
import { useCommentTask } from './api/task-detail.ts';

const newKey = () => crypto.getRandomValues(new Uint32Array(4)).join('-');

/** What colleagues said, and a line of one's own. */
export function TaskComments({ detail: { task, comments, hasOlderComments } }: { detail: TaskDetail }) {
  const draft = `task-comment.${task.id}`;
  const [text, setText] = useDraft(draft, '');
  const written = useRef(text);
  written.current = text;
  // Also when the drawer has been closed meanwhile.
  const send = useCommentTask(task.id, (typed) => forgetSentDraft(draft, typed));
  // The same words sent twice are said once; other words get a key of their own.
  const [sent, setSent] = useState({ text: '', key: newKey() });
  const submit = () => {
    const words = text.trim();
    const { key } = sent.text === words ? sent : { key: newKey() };
    setSent({ text: words, key });
    send.mutate(
      { typed: text, idempotencyKey: key },
      {
        onSuccess: (_detail, { typed }) => {
          setSent({ text: '', key: newKey() });
          // Words written while these were on their way stay.
          if (written.current !== typed) return;
          setText('');
          forgetSentDraft(draft, '');
        },
        onError: notifyFailed,
      },
    );
  };
  return (
    <section aria-label="评论">
      <h3 className="task-drawer-head">评论{comments.length > 0 ? ` ${comments.length}` : ''}</h3>
      {hasOlderComments ? <p className="fine">更早的评论没有显示</p> : null}
      <ul className="task-drawer-comments">
        {comments.map(({ id, author, text: words, createdAt }) => (
          <li key={id}>
            <span className="fine">
              {author.name} · <Moment at={createdAt} />
            </span>
            <p>{words}</p>
          </li>
        ))}
      </ul>
      <textarea
        className="native-input task-drawer-comment"
        rows={2}
        maxLength={500}
        aria-label="写评论"
        placeholder="补充情况,负责人会收到提醒"
        value={text}
        onChange={({ target }) => setText(target.value)}
      />
      <Button theme="default" variant="outline" disabled={text.trim() === ''} loading={send.isPending} onClick={submit}>
        发送
      </Button>
    </section>
  );
}
