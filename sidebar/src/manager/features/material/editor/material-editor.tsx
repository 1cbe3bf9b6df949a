import type { MaterialView } from '@zhike/shared/contracts/material';
import { useState } from 'react';
import { Input } from 'tdesign-react/es/input';
import { ApiError } from '../../../../shared/api/api-error.ts';
import { useNow } from '../../../../shared/clock/business-clock.ts';
import { dayOf } from '../../../../shared/format/time.ts';
import { Button } from '../../../components/button.tsx';
import { EditorFrame, EditorNotice } from '../../../components/editor-frame.tsx';
import { Field } from '../../../components/field.tsx';
import { MediaField } from '../../../components/media/media-field.tsx';
import { useBusyFields } from '../../../components/media/use-tell-busy.ts';
import { notifyFailed, notifyWarning } from '../../../components/notify.ts';
import { Card } from '../../../components/page.tsx';
import { showProblems } from '../../../components/show-problems.ts';
import { useFormDraft } from '../../../components/use-form-draft.ts';
import { readMaterial } from '../api/get-material.ts';
import { useSaveMaterial } from '../api/save-material.ts';
import { ConflictDialog } from './conflict-dialog.tsx';
import { ContentFields } from './content-fields.tsx';
import { findProblems } from './find-problems.ts';
import { bodyOf, formOf, type MaterialForm } from './form.ts';
import { OfferSection } from './offer-section.tsx';
import { MaterialPreview } from './preview.tsx';
import { refusalsOf } from './refusals.ts';
import type { MaterialPickers, Refusal } from './section.ts';
import { type SummaryNames, summarise } from './summary.ts';
import './material-editor.css';

interface MaterialEditorProps {
  /** Absent: a new one. */
  material?: MaterialView;
  /** The form to begin with. */
  start: MaterialForm;
  /** Whose draft this is, and as whom the preview speaks. */
  viewer: { userId: string; name: string; avatar: string | null };
  pickers: MaterialPickers;
  names: SummaryNames;
  onSaved(material: MaterialView): void;
  onCancel(): void;
}

/** Kinds whose card shows a picture of its own. */
const withCover = new Set<MaterialForm['kind']>(['article', 'case', 'video', 'link', 'live', 'miniprogram']);
/** Kinds that go without a card: nobody but reps reads what is said about them. */
const withoutCard = new Set<MaterialForm['kind']>(['text', 'image', 'file', 'poster']);

/** All of a material on one page: left its fields, right what saving does and what the customer sees. */
export function MaterialEditor({ material, start, viewer, pickers, names, onSaved, onCancel }: MaterialEditorProps) {
  const draft = useFormDraft(`material-draft:1:${viewer.userId}:${material?.id ?? `new-${start.kind}`}`, start);
  const { form, change } = draft;
  const save = useSaveMaterial(material?.id);
  const [theirs, setTheirs] = useState<MaterialView | null>(null);
  // Nobody is scolded before the first attempt to save.
  const [tried, setTried] = useState(false);
  const found = findProblems(form);
  const problems = tried ? found : {};
  const { isBusy, onBusy } = useBusyFields();
  const [refusals, setRefusals] = useState<readonly Refusal[]>([]);
  const section = { form, change, problems, onBusy, refusals };
  const today = dayOf(useNow());
  const isBehind = material !== undefined && form.version < material.version && theirs === null;

  const submit = async (version = form.version) => {
    setTried(true);
    if (isBusy) return notifyWarning('还有文件或图片在上传,请等待上传完成后再保存');
    if (Object.keys(found).length > 0) return showProblems(found);
    setRefusals([]);
    try {
      const saved = await save.mutateAsync({ body: bodyOf(form), version });
      setTheirs(null);
      draft.forget();
      onSaved(saved);
    } catch (error) {
      await refused(error);
    }
  };
  const refused = async (error: unknown) => {
    const told = refusalsOf(error, form);
    setRefusals(told);
    if (told.length > 0) return showProblems(Object.fromEntries(told.map(({ path, message }) => [path, message])));
    if (!(error instanceof ApiError) || error.code !== 'material.changed_meanwhile' || !material)
      return notifyFailed(error);
    try {
      setTheirs(await readMaterial(material.id));
    } catch (unread) {
      notifyFailed(unread);
    }
  };
  const takeTheirs = (other: MaterialView) => {
    setTheirs(null);
    draft.startOver(formOf(other));
  };

  return (
    <EditorFrame
      draft={draft}
      notice={
        isBehind && material ? (
          <EditorNotice role="status">
            你的草稿基于第 {form.version} 版,现在已经是第 {material.version} 版
            <button type="button" className="plain-button" onClick={() => setTheirs(material)}>
              比对
            </button>
          </EditorNotice>
        ) : null
      }
      isSaving={save.isPending}
      onLeave={onCancel}
      saves={
        <Button theme="primary" loading={save.isPending} disabled={isBusy} onClick={() => void submit()}>
          {isBusy ? '等待上传完成' : material ? '保存' : '放进素材库'}
        </Button>
      }
      sideLabel="效果预览"
      side={
        <>
          <Card title="保存后">
            <ul className="material-summary" aria-live="polite">
              {summarise(form, names, today).map((sentence) => (
                <li key={sentence}>{sentence}</li>
              ))}
            </ul>
          </Card>
          <MaterialPreview
            form={form}
            rep={viewer}
            thumbnailUrl={material && form.assetId === start.assetId ? material.thumbnailUrl : null}
          />
        </>
      }
    >
      <Card title="内容">
        <Field label="标题" problem={problems.title}>
          <Input
            value={form.title}
            onChange={(title) => change({ title })}
            placeholder={form.kind === 'poster' ? '例如:生日祝福' : '例如:2026 夏季新品手册'}
            maxlength={60}
            showLimitNumber
          />
        </Field>
        <ContentFields {...section} />
      </Card>
      <Card title={withoutCard.has(form.kind) ? '备注' : '卡片'}>
        <Field
          label={withoutCard.has(form.kind) ? '备注(可选)' : '卡片说明(可选)'}
          problem={problems.description}
          hint={withoutCard.has(form.kind) ? '只有员工看得到,也能被搜索到。' : '客户在聊天里看到的小字。'}
        >
          <Input
            value={form.description}
            onChange={(description) => change({ description })}
            maxlength={120}
            showLimitNumber
          />
        </Field>
        {withCover.has(form.kind) ? (
          <Field label="卡片封面(可选)" hint="建议正方形,图片会自动调整到合适的大小。">
            <MediaField
              kind="image"
              assetId={form.coverAssetId}
              onChange={(coverAssetId) => change({ coverAssetId })}
              onBusy={onBusy}
            />
            {form.coverAssetId ? (
              <span>
                <button type="button" className="plain-button" onClick={() => change({ coverAssetId: '' })}>
                  去掉封面
                </button>
              </span>
            ) : null}
          </Field>
        ) : null}
      </Card>
      <Card title="谁在什么时候可以发送">
        <OfferSection {...section} pickers={pickers} />
      </Card>
      {theirs ? (
        <ConflictDialog
          mine={form}
          theirs={theirs}
          names={names}
          isSaving={save.isPending}
          onKeepMine={() => void submit(theirs.version)}
          onTakeTheirs={() => takeTheirs(theirs)}
          onClose={() => setTheirs(null)}
        />
      ) : null}
    </EditorFrame>
  );
}
