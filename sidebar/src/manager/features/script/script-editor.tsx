import type { MaterialRow } from '@zhike/shared/contracts/material';
import type { ScriptCategoryView, ScriptView } from '@zhike/shared/contracts/script';
import { scriptVariables } from '@zhike/shared/formulas/script-text';
import { type ReactNode, useRef, useState } from 'react';
import { Input } from 'tdesign-react/es/input';
import { ApiError } from '../../../shared/api/api-error.ts';
import { Button } from '../../components/button.tsx';
import { ConflictNotice } from '../../components/conflict-notice.tsx';
import { EditorFrame } from '../../components/editor-frame.tsx';
import { Field } from '../../components/field.tsx';
import { FilterChips } from '../../components/filter-chips.tsx';
import { KeywordInput } from '../../components/keyword-input.tsx';
import { notifyDone, notifyFailed, notifyWarning } from '../../components/notify.ts';
import { Card } from '../../components/page.tsx';
import { showProblems } from '../../components/show-problems.ts';
import { useFormDraft } from '../../components/use-form-draft.ts';
import { readScript, useChangeScripts } from './api/script-library.ts';
import { MaterialsInput } from './materials-input.tsx';
import { type ScriptForm, scriptProblems, startForm } from './script-form.ts';
import './script.css';

interface ScriptEditorProps {
  /** Absent: a new one. */
  script?: ScriptView;
  /** Whose draft this is. */
  viewerId: string;
  categories: readonly ScriptCategoryView[];
  /** Where a new one is put. */
  categoryId: string | null;
  pickDepartments(value: readonly number[], onChange: (ids: number[]) => void): ReactNode;
  /** What the customer will see. */
  preview(text: string, materials: readonly Pick<MaterialRow, 'id' | 'title' | 'kind'>[]): ReactNode;
  onLeave(): void;
}

export function ScriptEditor({
  script,
  viewerId,
  categories,
  categoryId,
  pickDepartments,
  preview,
  onLeave,
}: ScriptEditorProps) {
  const [theirs, setTheirs] = useState<ScriptView | null>(null);
  const newest = theirs ?? script;
  const start = startForm(newest, categoryId ?? categories[0]?.id ?? '');
  const draft = useFormDraft<ScriptForm>(`script:2:${viewerId}:${script?.id ?? 'new'}`, start);
  const { form, change } = draft;
  const { create, update } = useChangeScripts();
  // Nobody is scolded before the first attempt to save.
  const [tried, setTried] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const problems = scriptProblems(form, categories);
  const shown = tried ? problems : {};
  const isBehind = newest !== undefined && form.version < newest.version;
  const isSaving = create.isPending || update.isPending;
  const insert = (variable: string) => {
    const at = field.current?.selectionStart ?? form.text.length;
    change({ text: `${form.text.slice(0, at)}{${variable}}${form.text.slice(at)}` });
    field.current?.focus();
  };
  const refused = async (error: unknown) => {
    if (!(error instanceof ApiError) || error.code !== 'script.changed_meanwhile' || !script)
      return notifyFailed(error);
    try {
      setTheirs(await readScript(script.id));
      notifyWarning('还没有保存:有同事刚保存了这条话术,请选择用谁的');
    } catch (unread) {
      notifyFailed(unread);
    }
  };
  const save = (over = form.version) => {
    setTried(true);
    if (Object.keys(problems).length > 0) return showProblems(problems);
    const { materials, isLimited, version: _version, ...rest } = form;
    const body = {
      ...rest,
      title: form.title.trim(),
      text: form.text.trim(),
      materialIds: materials.map(({ id }) => id),
      departmentIds: isLimited ? form.departmentIds : [],
    };
    const done = {
      onError: (error: unknown) => void refused(error),
      onSuccess: () => {
        draft.forget();
        notifyDone('已保存,侧边栏里马上能用');
        onLeave();
      },
    };
    if (script) update.mutate({ ...body, scriptId: script.id, version: over }, done);
    else create.mutate(body, done);
  };
  return (
    <EditorFrame
      draft={draft}
      notice={
        isBehind ? (
          <ConflictNotice
            isSaving={isSaving}
            onOverwrite={() => save(newest.version)}
            onGiveUp={() => draft.startOver(start)}
          >
            有同事在你修改期间保存了这条话术,现在是:{newest.title}「{newest.text}」
          </ConflictNotice>
        ) : null
      }
      isSaving={isSaving}
      onLeave={onLeave}
      saves={
        <Button theme="primary" loading={isSaving} onClick={() => save()}>
          保存
        </Button>
      }
      sideLabel="客户看到的样子"
      side={
        <>
          {preview(form.text, form.materials)}
          <p className="fine">示例客户「林晓雨」,由「张伟」发送;实际按每位客户和员工自动填写。</p>
        </>
      }
    >
      <Card>
        <Field label="标题" problem={shown.title} hint="只有同事看得到,方便找到这条话术。">
          <Input
            value={form.title}
            onChange={(title) => change({ title })}
            maxlength={40}
            placeholder="例如:报价后的跟进"
          />
        </Field>
        <Field label="分类" problem={shown.categoryId}>
          <select
            className="native-input"
            aria-label="分类"
            value={form.categoryId}
            onChange={({ target }) => change({ categoryId: target.value })}
          >
            {categories.some(({ id }) => id === form.categoryId) ? null : (
              // Deleted meanwhile, or there is none yet: no other one is chosen silently.
              <option value={form.categoryId} disabled>
                请选择
              </option>
            )}
            {categories.map(({ id, parentId, name: label }) => (
              <option key={id} value={id}>
                {parentId ? `　${label}` : label}
              </option>
            ))}
          </select>
        </Field>
        <Field label="内容" problem={shown.text} hint="点变量插入到光标处;客户没有备注时用昵称,其他不知道的留空。">
          <textarea
            ref={field}
            className="native-input script-editor-text"
            rows={6}
            aria-label="话术内容"
            value={form.text}
            onChange={({ target }) => change({ text: target.value })}
          />
          <div className="script-editor-variables" role="group" aria-label="插入变量">
            {scriptVariables.map((variable) => (
              <button key={variable} type="button" className="filter-chip" onClick={() => insert(variable)}>
                {variable}
              </button>
            ))}
          </div>
        </Field>
        <Field label="随后发送的素材" hint="最多 3 份,员工点一次「发送」,文字和素材依次发出。">
          <MaterialsInput value={form.materials} onChange={(materials) => change({ materials })} />
        </Field>
        <Field label="关键词" hint="搜这些词也能找到这条话术;标题和内容本来就能搜,支持拼音首字母。">
          <KeywordInput
            label="关键词"
            value={form.keywords}
            max={10}
            onChange={(keywords) => change({ keywords: keywords.map((word) => word.slice(0, 20)) })}
          />
        </Field>
        <Field label="谁能使用" problem={shown.departmentIds}>
          <FilterChips
            label="谁能使用"
            value={form.isLimited ? 'some' : 'all'}
            options={[
              { value: 'all', label: '所有人' },
              { value: 'some', label: '指定部门' },
            ]}
            onChange={(kind) => change({ isLimited: kind === 'some' })}
          />
          {form.isLimited ? pickDepartments(form.departmentIds, (departmentIds) => change({ departmentIds })) : null}
        </Field>
      </Card>
    </EditorFrame>
  );
}
