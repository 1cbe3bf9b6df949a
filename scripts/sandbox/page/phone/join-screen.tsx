import { control } from '../api/control.ts';
import { useSelection } from '../api/selection.tsx';
import { useWorld } from '../api/world.tsx';
import { Avatar } from '../ui/avatar.tsx';
import { Icon } from '../ui/icon.tsx';
import { useAction } from '../ui/use-action.ts';
import type { PhoneView, ScannedCode } from './phone-view.ts';
import { type ScannedBody, ScannedScreen, useScanned } from './scanned-screen.tsx';

const askForGroup = (body: ScannedBody, signal: AbortSignal) => control('POST /control/join/preview', { body, signal });

/** The group after a scan, with the one button WeChat shows. */
export function JoinScreen({ code, go }: { code: ScannedCode; go: (view: PhoneView) => void }) {
  const { overview } = useWorld();
  const { customerId } = useSelection();
  const { busy, run } = useAction();

  const { preview, problem } = useScanned(askForGroup, code, customerId);

  const join = () =>
    run(async () => {
      const { group } = await control('POST /control/join', { body: { externalUserId: customerId, ...code } });
      go({ name: 'group', chatId: group.chatId });
    });
  const group = preview?.group;
  return (
    <ScannedScreen problem={problem} problemTitle="这个群现在进不去" go={go}>
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
    </ScannedScreen>
  );
}
