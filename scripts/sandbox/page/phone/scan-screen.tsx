import { type ClipboardEvent, type FormEvent, useState } from 'react';
import { control } from '../api/control.ts';
import { useSelection } from '../api/selection.tsx';
import { useResource } from '../api/use-resource.ts';
import { useWorld } from '../api/world.tsx';
import { EmptyState, SkeletonRows } from '../ui/empty-state.tsx';
import { Icon } from '../ui/icon.tsx';
import { useAction } from '../ui/use-action.ts';
import { type PhoneView, viewOfCode } from './phone-view.ts';
import { readQrCode } from './read-qr-code.ts';

/** Choosing what the camera sees: one of the corp's codes, a picture of a code, or its text. */
export function ScanScreen({ go }: { go: (view: PhoneView) => void }) {
  const { memberOf, overview } = useWorld();
  const { customerId, memberId, openChat } = useSelection();
  const [link, setLink] = useState('');
  const { busy, run } = useAction();
  const ways = useResource(
    'GET /control/contact-ways',
    { query: { limit: '100' } },
    (event) => event.kind === 'contact-way',
  );
  const joinWays = useResource(
    'GET /control/join-ways',
    { query: { limit: '100' } },
    (event) => event.kind === 'join-way' || event.kind === 'group',
  );

  const member = memberOf(memberId);
  const addWithoutCode = () =>
    run(async () => {
      await control('POST /control/friends/add', {
        body: { externalUserId: customerId, userId: memberId, initiator: 'customer' },
      });
      openChat(memberId, customerId);
      go({ name: 'chat', userId: memberId });
    });
  const scanPicture = (picture: Blob) =>
    run(async () => {
      go(viewOfCode(await readQrCode(picture)));
    });
  const onPaste = (event: ClipboardEvent) => {
    const picture = [...event.clipboardData.files].find((file) => file.type.startsWith('image/'));
    if (!picture) return;
    event.preventDefault();
    void scanPicture(picture);
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (link.trim()) go(viewOfCode(link.trim()));
  };
  return (
    <div className="screen screen-dark" onPaste={onPaste}>
      <header className="screen-head">
        <button type="button" className="icon-button" aria-label="返回" onClick={() => go({ name: 'chats' })}>
          <Icon name="back" />
        </button>
        <h3>扫一扫</h3>
      </header>
      <div className="viewfinder" aria-hidden="true">
        <span className="viewfinder-line" />
      </div>
      <div className="sheet" data-tour="phone-codes">
        <h4>把镜头对准哪个码？</h4>
        {!ways.data && !ways.error ? <SkeletonRows count={2} /> : null}
        {ways.error ? <EmptyState title="活码没有加载出来" text={ways.error.message} /> : null}
        {ways.data?.items.length === 0 && !joinWays.data?.items.length ? (
          <EmptyState
            title="还没有渠道活码"
            text={
              overview.settings.appUrl
                ? '先在知客管理页的「获客」里新建一个，它会马上出现在这里。'
                : '知客启动后，新建的渠道活码会出现在这里。'
            }
            action={
              member ? (
                <button type="button" className="plain-button" disabled={busy} onClick={() => void addWithoutCode()}>
                  不扫码，直接添加{member.name}
                </button>
              ) : null
            }
          />
        ) : null}
        <ul className="codes">
          {ways.data?.items.map((way) => (
            <li key={way.configId}>
              <button
                type="button"
                className="code-row"
                onClick={() => go({ name: 'card', code: { configId: way.configId } })}
              >
                {way.qrCode ? <img src={way.qrCode} alt="" width={46} height={46} /> : <Icon name="apps" size={40} />}
                <span className="row-words">
                  <span className="row-name">{way.remark || '没有备注的活码'}</span>
                  <span className="row-preview">
                    {way.users.map((userId) => memberOf(userId)?.name ?? userId).join('、') || '按部门接待'}
                    {way.skipVerify ? '' : ' · 需员工通过'}
                  </span>
                </span>
              </button>
            </li>
          ))}
          {joinWays.data?.items.map((way) => (
            <li key={way.configId}>
              <button
                type="button"
                className="code-row"
                onClick={() => go({ name: 'join', code: { configId: way.configId } })}
              >
                {way.qrCode ? <img src={way.qrCode} alt="" width={46} height={46} /> : <Icon name="people" size={40} />}
                <span className="row-words">
                  <span className="row-name">
                    {way.remark || '没有备注的群码'}
                    <span className="group-role">群码</span>
                  </span>
                  <span className="row-preview">{way.groups.map((group) => group.title).join('、')}</span>
                </span>
              </button>
            </li>
          ))}
        </ul>
        <form className="scan-other" onSubmit={onSubmit}>
          <label className="plain-button">
            <Icon name="image" size={16} />
            {busy ? '识别中' : '相册图片'}
            <input
              type="file"
              accept="image/*"
              className="visually-hidden"
              onChange={(event) => {
                const picture = event.target.files?.[0];
                event.target.value = '';
                if (picture) void scanPicture(picture);
              }}
            />
          </label>
          <input
            className="text-field"
            value={link}
            placeholder="粘贴图片或码的内容"
            aria-label="粘贴二维码图片或二维码的内容"
            onChange={(event) => setLink(event.target.value)}
          />
          {link.trim() ? (
            <button type="submit" className="plain-button">
              识别
            </button>
          ) : null}
        </form>
      </div>
    </div>
  );
}
