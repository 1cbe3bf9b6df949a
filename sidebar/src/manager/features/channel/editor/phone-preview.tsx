import { fillWelcomeText } from '@zhike/shared/formulas/welcome-text';
import { useState } from 'react';
import { FilterChips } from '../../../components/filter-chips.tsx';
import { EXAMPLE_NICKNAME, Phone, Said } from '../../../components/phone/phone.tsx';
import { AttachmentPreview } from './attachment-preview.tsx';
import type { ChannelForm } from './form.ts';

/** What the customer sees after the scan, names filled in. */
export function PhonePreview({ form }: { form: ChannelForm }) {
  const [shown, setShown] = useState('usual');
  const span = form.spans.find(({ key }) => key === shown);
  const part = span ?? form.welcome;
  const rep = form.members[0] ?? form.spare ?? { name: '接待员工', avatar: null };
  const text = fillWelcomeText(part.text, { nickname: EXAMPLE_NICKNAME, memberName: rep.name });
  return (
    <div className="phone-preview">
      {form.welcomeOn && form.spans.length > 0 ? (
        <FilterChips
          label="看哪个时段"
          value={span ? span.key : 'usual'}
          options={[
            { value: 'usual', label: '平时' },
            ...form.spans.map(({ key, from, to }) => ({ value: key, label: `${from}–${to}` })),
          ]}
          onChange={setShown}
        />
      ) : null}
      <Phone title={rep.name}>
        <p className="phone-notice">你已添加了{rep.name},现在可以开始聊天了。</p>
        {form.welcomeOn ? (
          <>
            {text.trim() ? (
              <Said rep={rep}>
                <p className="phone-bubble">{text}</p>
              </Said>
            ) : null}
            {part.attachments.map((attachment) => (
              <Said key={attachment.key} rep={rep}>
                <AttachmentPreview attachment={attachment} />
              </Said>
            ))}
          </>
        ) : (
          <p className="phone-notice">不自动发送欢迎语</p>
        )}
      </Phone>
    </div>
  );
}
