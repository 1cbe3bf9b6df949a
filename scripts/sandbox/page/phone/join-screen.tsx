import { useEffect, useState } from 'react';
import type { JoinPreview } from '../../src/control/views-groups.ts';
import { control } from '../api/control.ts';
import { useSelection } from '../api/selection.tsx';
import { useWorld } from '../api/world.tsx';
import { Avatar } from '../ui/avatar.tsx';
import { EmptyState, SkeletonRows } from '../ui/empty-state.tsx';
import { Icon } from '../ui/icon.tsx';
import { useAction } from '../ui/use-action.ts';
import type { PhoneView, ScannedCode } from './phone-view.ts';

/** The group after a scan, with the one button WeChat shows. */
export function JoinScreen({ code, go }: { code: ScannedCode; go: (view: PhoneView) => void }) {
  const { overview } = useWorld();
  const { customerId } = useSelection();
  const [preview, setPreview] = useState<JoinPreview>();
  const [problem, setProblem] = useState('');
  const { busy, run } = useAction();

  useEffect(() => {
    const abort = new AbortController();
    control('POST /control/join/preview', { body: { externalUserId: customerId, ...code }, signal: abort.signal }).then(
      setPreview,
      (error: unknown) => {
        if (!abort.signal.aborted) setProblem(error instanceof Error ? error.message : String(error));
      },
    );
    return () => abort.abort();
  }, [customerId, code]);

  const join = () =>
    run(async () => {
      const { group } = await control('POST /control/join', { body: { externalUserId: customerId, ...code } });
      go({ name: 'group', chatId: group.chatId });
    });
  const group = preview?.group;
  return (
    <div className="screen">
      <header className="screen-head">
        <button type="button" className="icon-button" aria-label="返回" onClick={() => go({ name: 'scan' })}>
          <Icon name="back" />
        </button>
      </header>
      <div className="screen-body">
        {problem ? (
          <EmptyState
            title="这个群现在进不去"
            text={problem}
            action={
              <button type="button" className="plain-button" onClick={() => go({ name: 'scan' })}>
                换一个码
              </button>
            }
          />
        ) : null}
        {!preview && !problem ? <SkeletonRows count={1} /> : null}
        {preview ? (
          <div className="join-card">
            {group ? <Avatar name={group.title} src={group.avatar} size={76} /> : <Icon name="people" size={76} />}
            <p className="contact-name">{preview.title}</p>
            <p className="join-count">{group ? `共 ${group.memberCount} 人` : '前面的群已满，将为你新建一个群'}</p>
            <p className="corp-mark">@{overview.corp.name}</p>
            {group && preview.alreadyIn ? (
              <button type="button" className="contact-add" onClick={() => go({ name: 'group', chatId: group.chatId })}>
                进入群聊
              </button>
            ) : (
              <button type="button" className="contact-add" disabled={busy} onClick={() => void join()}>
                {busy ? '正在加入' : '加入该群聊'}
              </button>
            )}
            <p className="join-note">加入后，群里的企业员工能看到你的微信昵称和头像。</p>
          </div>
        ) : null}
      </div>
    </div>
  );
}
