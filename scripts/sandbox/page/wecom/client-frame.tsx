import { useEffect, useRef, useState } from 'react';
import type { ClientInvokeResult } from '../../src/control/contract-client.ts';
import { useSelection } from '../api/selection.tsx';
import { ImageViewer } from '../chat/image-viewer.tsx';
import { EmptyState, SkeletonRows } from '../ui/empty-state.tsx';
import { Icon } from '../ui/icon.tsx';
import { webAddress } from '../ui/web-address.ts';
import { type ClientBridge, serveClientBridge } from './client-bridge.ts';

interface ClientFrameProps {
  title: string;
  url: string;
  member: string;
  /** Whose chat is open beside the page; none on the app's home page. */
  externalUserId?: string;
  /** Which customer group is open instead. */
  chatId?: string;
  entry: 'single_chat_tools' | 'group_chat_tools' | 'normal';
  onClose?: () => void;
  onOpenProfile?: (externalUserId: string) => void;
}

/** A page without the bridge never says it is ready; by then it is worth a hint. */
const BRIDGE_EXPECTED_MS = 8_000;

/** A page of the CRM inside the simulated client, with its bridge. */
export function ClientFrame(props: ClientFrameProps) {
  const { title, url, member, externalUserId, chatId, entry, onClose, onOpenProfile } = props;
  const { openConversation } = useSelection();
  const frame = useRef<HTMLIFrameElement>(null);
  const bridge = useRef<ClientBridge | null>(null);
  const [turn, setTurn] = useState(0);
  const [loaded, setLoaded] = useState(false);
  const [bridged, setBridged] = useState<'waiting' | 'ready' | 'missing'>('waiting');
  const [image, setImage] = useState('');

  const onEffect = (effect: NonNullable<ClientInvokeResult['effect']>) => {
    switch (effect.kind) {
      case 'close_window':
        onClose?.();
        break;
      case 'open_chat': {
        const [customer] = effect.externalUserIds;
        if (effect.chatId) openConversation({ kind: 'group', chatId: effect.chatId });
        else if (customer) openConversation({ kind: 'customer', externalUserId: customer });
        break;
      }
      case 'mass_prepared':
        openConversation({ kind: 'mass' });
        break;
      case 'moment_prepared':
        openConversation({ kind: 'moments' });
        break;
      case 'open_profile':
        if (effect.type === 2) onOpenProfile?.(effect.id);
        break;
      case 'preview_image':
        setImage(effect.current || (effect.urls[0] ?? ''));
        break;
      case 'preview_file':
      case 'open_url':
        window.open(webAddress(effect.url, url) ?? 'about:blank', '_blank', 'noopener');
        break;
      case 'message_sent':
      case 'group_message_sent':
        break;
    }
  };
  const newestEffect = useRef(onEffect);
  useEffect(() => {
    newestEffect.current = onEffect;
  });

  useEffect(() => {
    if (!frame.current) return;
    setLoaded(false);
    setBridged('waiting');
    const served = serveClientBridge({
      frame: frame.current,
      origin: new URL(url).origin,
      member,
      chat: { externalUserId, chatId, entry },
      onReady: () => setBridged('ready'),
      onEffect: (effect) => newestEffect.current(effect),
    });
    bridge.current = served;
    const timer = setTimeout(() => setBridged((now) => (now === 'waiting' ? 'missing' : now)), BRIDGE_EXPECTED_MS);
    return () => {
      clearTimeout(timer);
      served.dispose();
    };
  }, [url, member, externalUserId, chatId, entry, turn]);

  const goBack = async () => {
    const refused = await bridge.current?.fire('historyBack', {});
    if (!refused) onClose?.();
  };
  return (
    <div className="client-frame">
      <header className="client-frame-head">
        {onClose ? (
          <button type="button" className="icon-button" aria-label="返回" onClick={() => void goBack()}>
            <Icon name="back" size={16} />
          </button>
        ) : null}
        <span className="client-frame-title">{title}</span>
        {bridged === 'missing' ? (
          <span className="hint" title="页面没有加载 /client/bridge.js,或禁止了被嵌入。">
            页面没有接入客户端
          </span>
        ) : null}
        <button
          type="button"
          className="icon-button"
          aria-label="刷新页面"
          title="刷新"
          onClick={() => setTurn(turn + 1)}
        >
          <Icon name="reset" size={16} />
        </button>
        <a
          className="icon-button"
          href={url}
          target="_blank"
          rel="noreferrer"
          aria-label="在新标签页打开"
          title="在新标签页打开"
        >
          <Icon name="open" size={16} />
        </a>
      </header>
      <div className="client-frame-body">
        {/* A new key makes a new page, as WeCom does when another chat is opened. */}
        <iframe
          key={`${member}/${externalUserId ?? ''}/${chatId ?? ''}/${url}/${turn}`}
          ref={frame}
          src={url}
          title={title}
          allow="clipboard-write"
          onLoad={() => setLoaded(true)}
        />
        {loaded ? null : (
          <div className="client-frame-wait">
            <SkeletonRows />
          </div>
        )}
      </div>
      {image ? <ImageViewer url={image} onClose={() => setImage('')} /> : null}
    </div>
  );
}

/** In place of a page while the CRM does not answer. */
export function CrmNotRunning({ address, problem }: { address: string; problem: string }) {
  return (
    <div className="client-frame client-frame-off">
      <EmptyState
        title="知客还没有启动"
        text={
          <>
            侧边栏的真实页面会出现在这里。
            <br />
            {address ? (
              <>
                正在等待 <code>{address}</code>
              </>
            ) : (
              '模拟器还没有设置侧边栏地址。'
            )}
            {problem ? <small title={problem}>{problem}</small> : null}
          </>
        }
      />
    </div>
  );
}
