import type { ScriptCategoryView, ScriptView } from '@zhike/shared/contracts/script';
import { scriptVariables, unknownVariables } from '@zhike/shared/formulas/script-text';
import { useRef } from 'react';
import { phraseOf } from '../../../shared/api/api-error.ts';
import { forgetSentDraft, useDraft } from '../../../shared/drafts/use-draft.ts';
import { notify } from '../../components/notice.tsx';
import { Sheet } from '../../components/sheet.tsx';
import { type OwnScriptDraft, useSaveScript } from './api/change-scripts.ts';

interface OwnScriptSheetProps {
  /** null: a new one. */
  script: ScriptView | null;
  /** One's own. */
  categories: readonly ScriptCategoryView[];
  onClose(): void;
}

const NEW_CATEGORY = '';
const FIRST_CATEGORY = '我的话术';

/** One's own words, for oneself: a title, where they stand, and what is filled in per customer. */
export function OwnScriptSheet({ script, categories, onClose }: OwnScriptSheetProps) {
  const name = `own-script.${script ? `${script.id}.${script.version}` : 'new'}`;
  const [draft, saveDraft] = useDraft<OwnScriptDraft>(name, {
    title: script?.title ?? '',
    text: script?.text ?? '',
    categoryId: script?.categoryId ?? categories[0]?.id ?? null,
    newCategory: categories.length === 0 ? FIRST_CATEGORY : '',
  });
  const save = useSaveScript(script);
  const field = useRef<HTMLTextAreaElement>(null);
  const edit = (change: Partial<OwnScriptDraft>) => saveDraft({ ...draft, ...change });
  // A draft may name a category that is gone meanwhile.
  const categoryId = categories.some(({ id }) => id === draft.categoryId) ? draft.categoryId : null;
  const unknown = unknownVariables(draft.text);
  const isReady =
    draft.title.trim() !== '' &&
    draft.text.trim() !== '' &&
    unknown.length === 0 &&
    (categoryId !== null || draft.newCategory.trim() !== '');
  const insert = (variable: string) => {
    const at = field.current?.selectionStart ?? draft.text.length;
    edit({ text: `${draft.text.slice(0, at)}{${variable}}${draft.text.slice(at)}` });
    field.current?.focus();
  };
  const submit = (close: () => void) =>
    save.mutate(
      {
        title: draft.title.trim(),
        text: draft.text.trim(),
        categoryId,
        newCategory: draft.newCategory.trim(),
      },
      {
        onSuccess: () => {
          forgetSentDraft(name, draft);
          notify('已保存');
          close();
        },
      },
    );
  return (
    <Sheet
      title={script ? '修改我的话术' : '新建我的话术'}
      onClose={onClose}
      footer={(close) => (
        <>
          {save.isError ? (
            <p className="field-problem script-problem" role="alert">
              {phraseOf(save.error)}
            </p>
          ) : null}
          <button
            type="button"
            className="button button-main button-wide"
            disabled={!isReady || save.isPending}
            onClick={() => submit(close)}
          >
            {save.isPending ? '正在保存…' : '保存'}
          </button>
        </>
      )}
    >
      <label className="script-field">
        <span className="field-label">标题</span>
        <input
          className="input"
          maxLength={40}
          placeholder="自己一眼能认出来"
          value={draft.title}
          data-first-focus
          onChange={({ target: { value } }) => edit({ title: value })}
        />
      </label>
      <label className="script-field">
        <span className="field-label">内容</span>
        <textarea
          ref={field}
          className="input script-text"
          rows={5}
          maxLength={1300}
          value={draft.text}
          onChange={({ target: { value } }) => edit({ text: value })}
        />
      </label>
      <div className="script-variables" role="group" aria-label="插入变量">
        {scriptVariables.map((variable) => (
          <button key={variable} type="button" className="choice" onClick={() => insert(variable)}>
            {variable}
          </button>
        ))}
      </div>
      {unknown.length > 0 ? <p className="field-problem">没有「{unknown.join('」「')}」这个变量,请从上面选择</p> : null}
      <label className="script-field">
        <span className="field-label">分类</span>
        <select
          className="input"
          value={categoryId ?? NEW_CATEGORY}
          onChange={({ target: { value } }) => edit({ categoryId: value === NEW_CATEGORY ? null : value })}
        >
          {categories.map(({ id, parentId, name: label }) => (
            <option key={id} value={id}>
              {parentId ? `　${label}` : label}
            </option>
          ))}
          <option value={NEW_CATEGORY}>新建分类…</option>
        </select>
      </label>
      {categoryId === null ? (
        <label className="script-field">
          <span className="field-label">新分类的名称</span>
          <input
            className="input"
            maxLength={20}
            value={draft.newCategory}
            onChange={({ target: { value } }) => edit({ newCategory: value })}
          />
        </label>
      ) : null}
    </Sheet>
  );
}
