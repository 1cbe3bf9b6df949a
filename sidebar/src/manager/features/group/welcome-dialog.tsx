import type { GroupWelcomeView } from '@zhike/shared/contracts/group-welcome';
import { utf8Bytes } from '@zhike/shared/formulas/utf8-bytes';
import { useState } from 'react';
import { Input } from 'tdesign-react/es/input';
import { Textarea } from 'tdesign-react/es/textarea';
import { Confirm } from '../../components/confirm.tsx';
import { useChangeGroupWelcomes } from './api/group-welcomes.ts';

const TEXT_BYTES = 3000;

/** Writes a welcome message, or changes one. */
export function WelcomeDialog({ welcome, onClose }: { welcome?: GroupWelcomeView; onClose(): void }) {
  const { create, update } = useChangeGroupWelcomes();
  const link = welcome?.attachment?.kind === 'link' ? welcome.attachment : null;
  const [name, setName] = useState(welcome?.name ?? '');
  const [text, setText] = useState(welcome?.text ?? '{客户昵称},欢迎入群!');
  const [title, setTitle] = useState(link?.title ?? '');
  const [url, setUrl] = useState(link?.url ?? '');
  // What this form cannot show stays as it is.
  const kept = welcome?.attachment && !link ? welcome.attachment : null;
  const attachment = url.trim()
    ? {
        kind: 'link' as const,
        title: title.trim(),
        url: url.trim(),
        description: link?.description ?? '',
        pictureUrl: link?.pictureUrl ?? null,
      }
    : kept;
  const isTooLong = utf8Bytes(text) > TEXT_BYTES;
  const isUsable = name.trim() !== '' && !isTooLong && (text.trim() !== '' || attachment !== null);
  const isWhole = url.trim() === '' || (title.trim() !== '' && /^https?:\/\//.test(url.trim()));
  const settings = { name: name.trim(), text, attachment };
  return (
    <Confirm
      title={welcome ? '修改入群欢迎语' : '新建入群欢迎语'}
      action="保存"
      disabled={!isUsable || !isWhole}
      onConfirm={() =>
        welcome
          ? update.mutateAsync({ welcomeId: welcome.id, ...settings })
          : create.mutateAsync({ ...settings, notify: true })
      }
      onClose={onClose}
    >
      <div className="dialog-column">
        <label>
          名称
          <Input value={name} onChange={setName} maxlength={30} placeholder="例如:春季展会群" />
        </label>
        <label>
          欢迎语
          <Textarea value={text} onChange={(value) => setText(String(value))} autosize={{ minRows: 4, maxRows: 10 }} />
          <span className="fine">{isTooLong ? '太长了,最多约 1000 个汉字' : '{客户昵称} 会换成进群的人的昵称'}</span>
        </label>
        <label>
          链接标题(可选)
          <Input value={title} onChange={setTitle} maxlength={42} />
        </label>
        <label>
          链接地址(可选)
          <Input value={url} onChange={setUrl} placeholder="https://" />
        </label>
      </div>
    </Confirm>
  );
}
