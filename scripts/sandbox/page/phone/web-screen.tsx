import { useWorld } from '../api/world.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { Icon } from '../ui/icon.tsx';
import { onThisHost } from '../ui/on-this-host.ts';
import { webAddress } from '../ui/web-address.ts';

/** WeChat's browser. Pages of the CRM and the sandbox open inside; others usually forbid framing and get their own tab. */
export function WebScreen({ url, onBack }: { url: string; onBack: () => void }) {
  const { overview } = useWorld();
  const address = onThisHost(url);
  const ours = [overview.settings.appUrl, overview.urls.page].map((each) => webAddress(onThisHost(each))?.origin);
  const origin = webAddress(address)?.origin ?? '';
  const isOurs = origin !== '' && ours.includes(origin);
  return (
    <div className="screen">
      <header className="screen-head">
        <button type="button" className="icon-button" aria-label="关闭网页" onClick={onBack}>
          <Icon name="close" />
        </button>
        <h3 className="web-address">{origin.replace(/^https?:\/\//, '') || url}</h3>
        {origin ? (
          <a className="icon-button" href={address} target="_blank" rel="noreferrer" aria-label="在新标签页打开">
            <Icon name="open" />
          </a>
        ) : null}
      </header>
      {isOurs ? (
        <iframe className="web-frame" title="客户打开的网页" src={address} />
      ) : (
        <EmptyState
          title={origin ? '这是企业外面的网页' : '这个链接打不开'}
          text={<span className="web-url">{url}</span>}
          action={
            origin ? (
              <a className="contact-add" href={address} target="_blank" rel="noreferrer">
                在新标签页打开
              </a>
            ) : null
          }
        />
      )}
    </div>
  );
}
