import { scriptVariables } from '@zhike/shared/formulas/script-text';
import { utf8Bytes } from '@zhike/shared/formulas/utf8-bytes';
import { useRef } from 'react';
import { Input } from 'tdesign-react/es/input';
import { Field } from '../../../components/field.tsx';
import { AssetFields } from './asset-fields.tsx';
import { AddressField } from './address-field.tsx';
import { ArticleFields, CaseFields } from './article-fields.tsx';
import { MAX_TEXT_BYTES } from './find-problems.ts';
import { PosterFields } from './poster-fields.tsx';
import { LiveFields } from './live-fields.tsx';
import type { SectionProps } from './section.ts';

/** The fields that the kind alone has. */
export function ContentFields(section: SectionProps) {
  switch (section.form.kind) {
    case 'text':
      return <TextFields {...section} />;
    case 'article':
      return <ArticleFields {...section} />;
    case 'case':
      return <CaseFields {...section} />;
    case 'link':
      return <AddressField {...section} hint="客户先经过一个能认出她的跳转,再看到这个网页。" />;
    case 'miniprogram':
      return <MiniProgramFields {...section} />;
    case 'poster':
      return <PosterFields {...section} />;
    case 'live':
      return <LiveFields {...section} />;
    default:
      return <AssetFields {...section} />;
  }
}

function TextFields({ form, change, problems }: SectionProps) {
  const area = useRef<HTMLTextAreaElement>(null);
  const insert = (variable: string) => {
    const at = area.current?.selectionStart ?? form.text.length;
    const end = area.current?.selectionEnd ?? at;
    change({ text: `${form.text.slice(0, at)}{${variable}}${form.text.slice(end)}` });
    area.current?.focus();
  };
  return (
    <Field
      label="文字"
      problem={problems.text}
      hint={`已用 ${utf8Bytes(form.text)}/${MAX_TEXT_BYTES} 字节,一个汉字 3 字节。`}
    >
      <textarea
        ref={area}
        className="native-input material-text"
        aria-label="文字"
        rows={8}
        value={form.text}
        onChange={({ target }) => change({ text: target.value })}
      />
      <span className="row" role="group" aria-label="插入变量">
        {scriptVariables.map((variable) => (
          <button key={variable} type="button" className="plain-button" onClick={() => insert(variable)}>
            {`{${variable}}`}
          </button>
        ))}
      </span>
    </Field>
  );
}

function MiniProgramFields({ form, change, problems }: SectionProps) {
  return (
    <>
      <Field label="小程序 AppID" problem={problems.appId} hint="小程序需要先在企业微信后台与企业关联。">
        <Input value={form.appId} onChange={(appId) => change({ appId })} placeholder="wx 开头,18 位" maxlength={18} />
      </Field>
      <Field label="页面路径" problem={problems.page} hint="不用加 .html,发送时会自动补上。">
        <Input
          value={form.page}
          onChange={(page) => change({ page })}
          placeholder="pages/home/index"
          maxlength={1024}
        />
      </Field>
    </>
  );
}
