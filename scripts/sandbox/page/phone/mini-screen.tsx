import { useEffect, useState } from 'react';
import { control } from '../api/control.ts';
import { useSelection } from '../api/selection.tsx';
import { useWorld } from '../api/world.tsx';
import { EmptyState, SkeletonRows } from '../ui/empty-state.tsx';
import { Icon } from '../ui/icon.tsx';
import { onThisHost } from '../ui/on-this-host.ts';

/** The mini-program's browser build, signed in as the phone's owner with a fresh login code, as wx.login would give. */
export function MiniScreen({ onBack }: { onBack: () => void }) {
  const { overview } = useWorld();
  const { customerId } = useSelection();
  const { appUrl } = overview.settings;
  const [address, setAddress] = useState('');
  const [problem, setProblem] = useState('');
  useEffect(() => {
    if (!appUrl) return;
    const abort = new AbortController();
    control('POST /control/wechat/login-code', { body: { externalUserId: customerId }, signal: abort.signal }).then(
      ({ code }) => setAddress(`${onThisHost(`${appUrl}/weapp/`)}?code=${encodeURIComponent(code)}`),
      (error: unknown) => {
        if (!abort.signal.aborted) setProblem(error instanceof Error ? error.message : String(error));
      },
    );
    return () => abort.abort();
  }, [appUrl, customerId]);
  const refusal = appUrl ? problem : '知客启动后，客户的小程序会在这里打开。';
  return (
    <div className="screen">
      <header className="screen-head">
        <button type="button" className="icon-button" aria-label="关闭小程序" onClick={onBack}>
          <Icon name="close" />
        </button>
        <h3>小程序</h3>
      </header>
      {refusal ? <EmptyState title="小程序打不开" text={refusal} /> : null}
      {!refusal && !address ? <SkeletonRows count={3} /> : null}
      {address ? <iframe className="web-frame" title="客户的小程序" src={address} /> : null}
    </div>
  );
}
