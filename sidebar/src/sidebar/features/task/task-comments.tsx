import type { TaskDetail } from '@zhike/shared/contracts/task-team';
import { useRef, useState } from 'react';
import { phraseOf } from '../../../shared/api/api-error.ts';
import { useDraft } from '../../../shared/drafts/use-draft.ts';
import { exactTime, sayTime } from '../../../shared/format/time.ts';
import { commentDraft, useCommentTask } from './api/task-detail.ts';

const MAX_TEXT = 500;
const newKey = () => crypto.getRandomValues(new Uint32Array(4)).join('-');

/** What colleagues said about a task, and a line of one's own. */
export function TaskComments({ detail, now }: { detail: TaskDetail; now: number }) {
  const { task, comments, hasOlderComments, can } = detail;
  const send = useCommentTask(task.id);
  const [text, setText, forget] = useDraft(commentDraft(task.id), '');
  const newest = useRef(text);
  // The first try may have arrived all the same: the same words keep their key, others get a new one.
  const [key, setKey] = useState(newKey);
  const write = (words: string) => {
    if (send.isError) {
      send.reset();
      setKey(newKey());
    }
    newest.current = words;
    setText(words);
  };
  const submit = () => {
    if (text.trim() === '' || send.isPending) return;
    send.mutate(
      { written: text, idempotencyKey: key },
      {
        onSuccess: () => {
          setKey(newKey());
          if (newest.current !== text) return;
          newest.current = '';
          setText('');
          forget();
        },
      },
    );
  };
  return (
    <section className="task-comments" aria-label="评论">
      <h3 className="section-title">评论{comments.length > 0 ? ` ${comments.length}` : ''}</h3>
      {hasOlderComments ? <p className="quiet small">更早的评论没有显示</p> : null}
      <ul>
        {comments.map((comment) => (
          <li key={comment.id} className="task-comment">
            <span className="small quiet">
              {comment.author.name} ·{' '}
              <time title={exactTime(comment.createdAt)}>{sayTime(comment.createdAt, now)}</time>
            </span>
            <p>{comment.text}</p>
          </li>
        ))}
      </ul>
      {can.comment ? (
        <form
          className="task-comment-form"
          onSubmit={(event) => {
            event.preventDefault();
            submit();
          }}
        >
          <textarea
            className="input"
            rows={2}
            maxLength={MAX_TEXT}
            aria-label="写评论"
            placeholder="补充情况,负责人会收到提醒"
            value={text}
            onChange={(event) => write(event.target.value)}
          />
          <button type="submit" className="button" disabled={text.trim() === '' || send.isPending}>
            {send.isPending ? '正在发送…' : '发送'}
          </button>
        </form>
      ) : null}
      {send.isError ? (
        <p className="field-problem" role="alert">
          {phraseOf(send.error)}。内容已保留,可以再试
        </p>
      ) : null}
    </section>
  );
}
