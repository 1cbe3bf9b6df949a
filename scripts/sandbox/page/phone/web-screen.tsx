import { useState } from 'react';
import { useSelection } from '../api/selection.tsx';
import { useCustomer, useWorld } from '../api/world.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { Icon } from '../ui/icon.tsx';
import { onThisHost } from '../ui/on-this-host.ts';
import { Popover } from '../ui/popover.tsx';
import { useAction } from '../ui/use-action.ts';
import { webAddress } from '../ui/web-address.ts';
import { ForwardDialog } from './forward-dialog.tsx';
import { useFramePlace } from './phone-browser.ts';

/** WeChat's browser. Pages of the CRM and the sandbox open inside; others usually forbid framing and get their own tab. */
export function WebScreen({ url, onBack }: { url: string; onBack: () => void }) {
  const { overview } = useWorld();
  const { customerId } = useSelection();
  const customer = useCustomer(customerId);
  const { run } = useAction();
  const [turn, setTurn] = useState(0);
  const [forwarding, setForwarding] = useState(false);
  const [start, setStart] = useState(() => onThisHost(url));
  const ours = [overview.settings.appUrl, overview.urls.page].map((each) => webAddress(onThisHost(each))?.origin);
  const { frame, place } = useFramePlace(ours);
  const origin = webAddress(start)?.origin ?? '';
  const isOurs = origin !== '' && ours.includes(origin);
  const here = place?.url ?? start;
  const title = place?.title || here;
  const refresh = () => {
    setStart(here);
    setTurn(turn + 1);
  };
  return (
    <div className="screen">
      <header className="screen-head">
        <button type="button" className="icon-button" aria-label="关闭网页" onClick={onBack}>
          <Icon name="close" />
        </button>
        <h3 className="web-address" title={here}>
          {place?.title || origin.replace(/^https?:\/\//, '') || url}
        </h3>
        {origin ? (
          <Popover className="icon-button" title="更多" align="right" label={<Icon name="more" />}>
            {(close) => (
              <ul className="menu" onClick={close}>
                <li>
                  <button type="button" onClick={() => setForwarding(true)}>
                    转发给朋友
                  </button>
                </li>
                {isOurs ? (
                  <li>
                    <button type="button" onClick={refresh}>
                      刷新
                    </button>
                  </li>
                ) : null}
                <li>
                  <button
                    type="button"
                    onClick={() => void run(() => navigator.clipboard.writeText(here), '链接已复制')}
                  >
                    复制链接
                  </button>
                </li>
                <li>
                  <a href={here} target="_blank" rel="noreferrer">
                    在新标签页打开
                  </a>
                </li>
              </ul>
            )}
          </Popover>
        ) : null}
      </header>
      {isOurs && customer ? (
        // Whose phone it is: a page must not take two customers in one browser for one person.
        <iframe
          key={turn}
          ref={frame}
          className="web-frame"
          title="客户打开的网页"
          name={`phone:${customer.phoneId}`}
          src={start}
        />
      ) : null}
      {isOurs ? null : (
        <EmptyState
          title={origin ? '这是企业外面的网页' : '这个链接打不开'}
          text={<span className="web-url">{url}</span>}
          action={
            origin ? (
              <a className="contact-add" href={start} target="_blank" rel="noreferrer">
                在新标签页打开
              </a>
            ) : null
          }
        />
      )}
      {forwarding ? (
        <ForwardDialog
          from={customerId}
          link={{ kind: 'link', title, desc: '', url: here, picUrl: '' }}
          onClose={() => setForwarding(false)}
        />
      ) : null}
    </div>
  );
}
