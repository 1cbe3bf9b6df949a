import { useState } from 'react';
import type { MomentView } from '../../src/control/views-moments.ts';
import { control } from '../api/control.ts';
import { Icon } from '../ui/icon.tsx';
import { useAction } from '../ui/use-action.ts';

/** Liking and commenting, for one who sees the moment. */
export function MomentActions({ moment, by }: { moment: MomentView; by: string }) {
  const [writing, setWriting] = useState(false);
  const [text, setText] = useState('');
  const { busy, run } = useAction();
  const params = { userId: moment.userId, momentId: moment.momentId };
  const liked = moment.likes.some((like) => like.by === by);
  const like = () =>
    run(() => control('POST /control/members/:userId/moments/:momentId/like', { params, body: { by, like: !liked } }));
  const comment = async () => {
    const done = await run(() =>
      control('POST /control/members/:userId/moments/:momentId/comments', { params, body: { by, text } }),
    );
    if (!done) return;
    setText('');
    setWriting(false);
  };
  return (
    <>
      <span className="moment-actions">
        <button type="button" className="text-button" aria-pressed={liked} disabled={busy} onClick={() => void like()}>
          <Icon name="heart" size={14} />
          {liked ? '取消' : '赞'}
        </button>
        <button type="button" className="text-button" aria-expanded={writing} onClick={() => setWriting(!writing)}>
          <Icon name="chat" size={14} />
          评论
        </button>
      </span>
      {writing ? (
        <form
          className="moment-write"
          onSubmit={(event) => {
            event.preventDefault();
            void comment();
          }}
        >
          <input
            className="text-field"
            value={text}
            placeholder="评论"
            aria-label="评论"
            autoFocus
            onChange={(event) => setText(event.target.value)}
          />
          <button type="submit" className="plain-button" disabled={busy || text.trim() === ''}>
            发送
          </button>
        </form>
      ) : null}
    </>
  );
}
