import { useEffect, useState } from 'react';
import { control } from '../api/control.ts';
import { useSelection } from '../api/selection.tsx';
import { useCustomer, useWorld } from '../api/world.tsx';
import type { MiniProgramCard } from '../chat/message-content.tsx';
import { EmptyState, SkeletonRows } from '../ui/empty-state.tsx';
import { Icon } from '../ui/icon.tsx';
import { onThisHost } from '../ui/on-this-host.ts';

interface MiniScreenProps {
  /** The card that was tapped; without one the mini-program opens at its first page. */
  card?: MiniProgramCard | undefined;
  onBack: () => void;
}

/** The mini-program's browser build, signed in as the phone's owner with a fresh login code, as wx.login would give. */
export function MiniScreen({ card, onBack }: MiniScreenProps) {
  const { overview } = useWorld();
  const { customerId } = useSelection();
  const customer = useCustomer(customerId);
  const isOurs = !card || card.appId === overview.corp.weappAppId;
  const appUrl = isOurs ? overview.settings.appUrl : '';
  const page = card ? `#/${card.page.replace(/^\//, '').replace('.html', '')}` : '';
  const [address, setAddress] = useState('');
  const [problem, setProblem] = useState('');
  useEffect(() => {
    if (!appUrl) return;
    const abort = new AbortController();
    control('POST /control/wechat/login-code', { body: { externalUserId: customerId }, signal: abort.signal }).then(
      ({ code }) => setAddress(`${onThisHost(`${appUrl}/weapp/`)}?code=${encodeURIComponent(code)}${page}`),
      (error: unknown) => {
        if (!abort.signal.aborted) setProblem(error instanceof Error ? error.message : String(error));
      },
    );
    return () => abort.abort();
  }, [appUrl, customerId, page]);
  const absent = isOurs ? '知客启动后，客户的小程序会在这里打开。' : '这是别家的小程序，模拟客户端里没有。';
  const refusal = appUrl ? problem : absent;
  return (
    <div className="screen">
      <header className="screen-head">
        <button type="button" className="icon-button" aria-label="关闭小程序" onClick={onBack}>
          <Icon name="close" />
        </button>
        <h3>{card?.title || '小程序'}</h3>
      </header>
      {refusal ? <EmptyState title="小程序打不开" text={refusal} /> : null}
      {!refusal && !address ? <SkeletonRows count={3} /> : null}
      {address && customer ? (
        // Whose phone it is, for pages inside the mini-program.
        <iframe className="web-frame" title="客户的小程序" name={`phone:${customer.phoneId}`} src={address} />
      ) : null}
    </div>
  );
}
