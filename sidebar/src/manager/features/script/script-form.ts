import type { MaterialRow } from '@zhike/shared/contracts/material';
import type { ScriptView } from '@zhike/shared/contracts/script';
import { unknownVariables } from '@zhike/shared/formulas/script-text';

export interface ScriptForm {
  /** The one it was read in; 0: a new one. */
  version: number;
  title: string;
  categoryId: string;
  text: string;
  materials: Pick<MaterialRow, 'id' | 'title' | 'kind'>[];
  keywords: string[];
  isLimited: boolean;
  departmentIds: number[];
}

/** WeCom's limit of a text. */
const MAX_BYTES = 4000;

export const startForm = (script: ScriptView | undefined, categoryId: string): ScriptForm => ({
  version: script?.version ?? 0,
  title: script?.title ?? '',
  categoryId: script?.categoryId ?? categoryId,
  text: script?.text ?? '',
  materials: (script?.materials ?? []).map(({ id, title, kind }) => ({ id, title, kind })),
  keywords: script?.keywords ?? [],
  isLimited: (script?.departmentIds.length ?? 0) > 0,
  departmentIds: script?.departmentIds ?? [],
});

/** What is missing or wrong, by field. */
export function scriptProblems(form: ScriptForm, categories: readonly { id: string }[]): Record<string, string> {
  const problems: Record<string, string> = {};
  if (form.title.trim() === '') problems.title = '请填写标题';
  if (!categories.some(({ id }) => id === form.categoryId)) problems.categoryId = '请选择分类,没有时先新建一个';
  const unknown = unknownVariables(form.text);
  if (form.text.trim() === '') problems.text = '请填写内容';
  else if (new TextEncoder().encode(form.text.trim()).length > MAX_BYTES) problems.text = '内容太长,最多约 1300 个汉字';
  else if (unknown.length > 0) problems.text = `没有「${unknown.join('」「')}」这个变量,请点按钮插入`;
  if (form.isLimited && form.departmentIds.length === 0) problems.departmentIds = '请选择部门,或改为所有人';
  return problems;
}
