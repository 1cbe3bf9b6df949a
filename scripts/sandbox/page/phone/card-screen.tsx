import { useState } from 'react';
import type { ControlOutput } from '../api/control.ts';
import { control } from '../api/control.ts';
import { useLiveEvents } from '../api/live.tsx';
import { useSelection } from '../api/selection.tsx';
import { useWorld } from '../api/world.tsx';
import { Avatar } from '../ui/avatar.tsx';
import { useAction } from '../ui/use-action.ts';
import type { PhoneView, ScannedCode } from './phone-view.ts';
import { type ScannedBody, ScannedScreen, useScanned } from './scanned-screen.tsx';

type Preview = ControlOutput<'POST /control/scan/preview'>;

const askForCard = (body: ScannedBody, signal: AbortSignal) => control('POST /control/scan/preview', { body, signal });

/** The member's card after a scan, with the one button that starts everything. */
export function CardScreen({ code, go }: { code: ScannedCode; go: (view: PhoneView) => void }) {
  const { overview } = useWorld();
  const { customerId, openChat } = useSelection();
  const [waiting, setWaiting] = useState(false);
  const { busy, run } = useAction();

  const { preview, problem } = useScanned(askForCard, code, customerId);

  useLiveEvents((events) => {
    const confirmed = events.some(
      (event) =>
        event.kind === 'relation' &&
        event.externalUserId === customerId &&
        event.userId === preview?.member.userId &&
        event.relation?.state === 'friend',
    );
    if (waiting && confirmed && preview) go({ name: 'chat', userId: preview.member.userId });
  });

  const addMember = (member: Preview['member']) =>
    run(async () => {
      // The card showed this member: she must be the one who is added, even if the code would now choose another.
      const outcome = await control('POST /control/scan', {
        body: { externalUserId: customerId, ...code, member: member.userId },
      });
      openChat(outcome.userId, customerId);
      if (outcome.outcome === 'waiting') setWaiting(true);
      else go({ name: 'chat', userId: outcome.userId });
    });

  const isFriend = preview?.relation?.state === 'friend';
  return (
    <ScannedScreen problem={problem} problemTitle="这个码现在加不了人" go={go}>
      {preview ? (
        <div className="contact-card">
          <div className="contact-head">
            <Avatar name={preview.member.name} src={preview.member.avatar} size={64} />
            <div>
              <p className="contact-name">{preview.member.name}</p>
              <p className="corp-mark">@{overview.corp.name}</p>
            </div>
          </div>
          <dl className="contact-facts">
            <dt>企业</dt>
            <dd>
              {overview.corp.name}
              <span className="verified">已认证</span>
            </dd>
            {preview.member.position ? (
              <>
                <dt>职务</dt>
                <dd>{preview.member.position}</dd>
              </>
            ) : null}
            <dt>来源</dt>
            <dd>扫一扫</dd>
          </dl>
          {waiting ? (
            <p className="contact-wait">申请已发出，等 {preview.member.name} 在企业微信里通过。</p>
          ) : isFriend ? (
            <button
              type="button"
              className="contact-add"
              onClick={() => go({ name: 'chat', userId: preview.member.userId })}
            >
              发消息
            </button>
          ) : (
            <button
              type="button"
              className="contact-add"
              data-tour="phone-add"
              disabled={busy}
              onClick={() => void addMember(preview.member)}
            >
              {busy ? '正在添加' : '添加到通讯录'}
            </button>
          )}
        </div>
      ) : null}
    </ScannedScreen>
  );
}
