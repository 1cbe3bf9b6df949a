import { useRef } from 'react';
import type { ChatContent } from '../../src/control/views.ts';
import { control } from '../api/control.ts';
import { Icon } from '../ui/icon.tsx';
import { Popover } from '../ui/popover.tsx';
import { useAction } from '../ui/use-action.ts';

interface AttachMenuProps {
  /** The name card that is passed on. */
  card: Extract<ChatContent, { kind: 'card' }>;
  onSend: (content: ChatContent) => Promise<boolean>;
}

/** More than words: what WeChat and WeCom keep behind the plus. */
export function AttachMenu({ card, onSend }: AttachMenuProps) {
  const picker = useRef<HTMLInputElement>(null);
  const { run } = useAction();
  const ready: [string, ChatContent][] = [
    ['语音', { kind: 'voice', seconds: 5 }],
    [
      '位置',
      {
        kind: 'location',
        title: '人民广场',
        address: '上海市黄浦区人民大道 185 号',
        latitude: 31.2304,
        longitude: 121.4737,
      },
    ],
    ['名片', card],
    ['红包', { kind: 'redpacket', wish: '恭喜发财，大吉大利', amountCents: 888 }],
    [
      '链接',
      {
        kind: 'link',
        title: '装修避坑指南',
        desc: '开工前要问清楚的十件事',
        url: 'https://www.example.com/guide',
        picUrl: '',
      },
    ],
  ];
  const sendFile = (file: File) =>
    run(async () => {
      const base64 = await readBase64(file);
      const isImage = file.type === 'image/png' || file.type === 'image/jpeg';
      const { url, size } = await control('POST /control/media', {
        body: { type: isImage ? 'image' : 'file', filename: file.name, contentType: file.type, base64 },
      });
      await onSend(isImage ? { kind: 'image', url } : { kind: 'file', url, name: file.name, size });
    });
  return (
    <>
      <Popover className="icon-button" title="发送其他内容" align="left" label={<Icon name="plus" />}>
        {(close) => (
          <ul className="menu menu-attach">
            <li>
              <button
                type="button"
                onClick={() => {
                  close();
                  picker.current?.click();
                }}
              >
                图片或文件
              </button>
            </li>
            {ready.map(([name, content]) => (
              <li key={name}>
                <button
                  type="button"
                  onClick={() => {
                    close();
                    void onSend(content);
                  }}
                >
                  {name}
                </button>
              </li>
            ))}
          </ul>
        )}
      </Popover>
      <input
        ref={picker}
        type="file"
        hidden
        aria-label="选择图片或文件"
        onChange={(event) => {
          const file = event.target.files?.[0];
          event.target.value = '';
          if (file) void sendFile(file);
        }}
      />
    </>
  );
}

/** The control API takes at most 1 MB a request. */
const MOST_BYTES = 700_000;

async function readBase64(file: File): Promise<string> {
  if (file.size > MOST_BYTES) throw new Error('模拟器里的文件最大 700 KB');
  const url = await new Promise<string>((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(typeof reader.result === 'string' ? reader.result : '');
    reader.onerror = () => reject(new Error('文件没有读出来'));
    reader.readAsDataURL(file);
  });
  return url.slice(url.indexOf(',') + 1);
}
