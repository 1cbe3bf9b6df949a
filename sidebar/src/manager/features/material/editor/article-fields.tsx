import { lazy, Suspense, useState } from 'react';
import { Input } from 'tdesign-react/es/input';
import { Skeleton } from '../../../../shared/states/skeleton.tsx';
import { Button } from '../../../components/button.tsx';
import { Field } from '../../../components/field.tsx';
import { Icon } from '../../../components/icon.tsx';
import { newKey } from './form.ts';
import { ImportDialog } from './import-dialog.tsx';
import type { SectionProps } from './section.ts';

/** Loaded where an article is written only. */
const RichTextEditor = lazy(async () => ({
  default: (await import('../rich-text/rich-text-editor.tsx')).RichTextEditor,
}));

const MAX_RESULTS = 4;

export function ArticleFields({ form, change, problems, onBusy }: SectionProps) {
  return (
    <>
      <BodyField form={form} change={change} problems={problems} onBusy={onBusy} />
      <Field label="作者(可选)">
        <Input
          value={form.author}
          onChange={(author) => change({ author })}
          maxlength={30}
          placeholder="显示在标题下面"
        />
      </Field>
    </>
  );
}

function BodyField({ form, change, problems, onBusy }: SectionProps) {
  const [isImporting, setImporting] = useState(false);
  return (
    <Field label="正文" problem={problems.html} hint="图片可以粘贴、拖进来,或点「图片」上传。">
      <span>
        <Button variant="outline" size="small" onClick={() => setImporting(true)}>
          粘贴公众号文章
        </Button>
      </span>
      <Suspense fallback={<Skeleton lines={6} />}>
        <RichTextEditor label="正文" value={form.html} onChange={(html) => change({ html })} onBusy={onBusy} />
      </Suspense>
      {isImporting ? (
        <ImportDialog
          hasText={form.html !== ''}
          onImported={({ title, author, description, html, coverAssetId }) =>
            change({
              html,
              // What somebody has written stays.
              ...(form.title.trim() === '' ? { title: title.slice(0, 60) } : {}),
              ...(form.description.trim() === '' ? { description: description.slice(0, 120) } : {}),
              ...(form.author.trim() === '' ? { author: author.slice(0, 30) } : {}),
              ...(form.coverAssetId === '' && coverAssetId ? { coverAssetId } : {}),
            })
          }
          onClose={() => setImporting(false)}
        />
      ) : null}
    </Field>
  );
}

export function CaseFields({ form, change, problems, onBusy }: SectionProps) {
  const setResult = (key: string, part: { label?: string; value?: string }) =>
    change({ results: form.results.map((one) => (one.key === key ? { ...one, ...part } : one)) });
  return (
    <>
      <Field label="客户名称" problem={problems.client} hint="不便公开时可以写「某连锁酒店」。">
        <Input value={form.client} onChange={(client) => change({ client })} maxlength={40} />
      </Field>
      <Field label="行业(可选)">
        <Input value={form.industry} onChange={(industry) => change({ industry })} maxlength={20} />
      </Field>
      <Field label="成果(可选)" problem={problems.results} hint="用数字说话,最多四项,例如「工期」「缩短 30%」。">
        {form.results.map(({ key, label, value }, index) => (
          <span key={key} className="case-result">
            <Input
              value={label}
              onChange={(next) => setResult(key, { label: next })}
              placeholder="指标"
              maxlength={12}
            />
            <Input
              value={value}
              onChange={(next) => setResult(key, { value: next })}
              placeholder="成果"
              maxlength={20}
            />
            <button
              type="button"
              className="plain-button"
              aria-label={`移除第 ${index + 1} 项成果`}
              onClick={() => change({ results: form.results.filter((one) => one.key !== key) })}
            >
              <Icon name="trash" size={16} />
            </button>
          </span>
        ))}
        {form.results.length < MAX_RESULTS ? (
          <span>
            <button
              type="button"
              className="plain-button"
              onClick={() => change({ results: [...form.results, { key: newKey(), label: '', value: '' }] })}
            >
              <Icon name="plus" size={16} />
              添加成果
            </button>
          </span>
        ) : null}
      </Field>
      <BodyField form={form} change={change} problems={problems} onBusy={onBusy} />
    </>
  );
}
