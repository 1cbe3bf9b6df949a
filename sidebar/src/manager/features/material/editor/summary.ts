import { scriptVariables } from '@zhike/shared/formulas/script-text';
import type { MaterialForm } from './form.ts';

export interface SummaryNames {
  department(id: number): string | undefined;
  /** 产品 / 照明. */
  folder(id: string): string;
}

/** How it reaches the chat, and what is seen of it afterwards. */
const ways: Record<MaterialForm['kind'], string> = {
  text: '直接发出文字,看不到客户是否读过',
  image: '直接发出图片,看不到客户是否打开',
  video: '默认以卡片发出,能看到谁看了、看到哪里;员工也可以改为直接发视频',
  file: '直接发出文件,看不到客户是否打开',
  brochure: '默认以卡片发出,能看到客户翻到第几页;员工也可以改为直接发 PDF',
  article: '以卡片发出,能看到谁打开、读了多少、转给了谁',
  case: '以卡片发出,能看到谁打开、读了多少、转给了谁',
  link: '以卡片发出,能看到谁打开;打开后的网页里做了什么看不到',
  miniprogram: '以小程序卡片发出,看不到客户是否打开',
  live: '以卡片发出,能看到谁打开了预告',
  poster: '发送时按客户生成一张图片:写上客户昵称、员工的名片和二维码,看不到客户是否打开',
};

/** What saving will do, in sentences. `today`: a business day. */
export function summarise(form: MaterialForm, names: SummaryNames, today: string): string[] {
  const sentences = [sayWhom(form, names), sayWhen(form, today), `${ways[form.kind]}。`];
  const used = form.kind === 'text' ? scriptVariables.filter((name) => form.text.includes(`{${name}}`)) : [];
  if (used.length > 0) sentences.push(`发送时自动填入${used.join('、')}。`);
  if (form.folderId) sentences.push(`放在「${names.folder(form.folderId)}」里。`);
  if (form.version > 0)
    sentences.push(
      ['text', 'image', 'file', 'miniprogram', 'poster'].includes(form.kind)
        ? '保存后生成新版本;已经发出去的不会变。'
        : '保存后生成新版本;以前发出的卡片,打开后看到的也是新内容。',
    );
  return sentences;
}

function sayWhom({ departmentIds }: MaterialForm, names: SummaryNames): string {
  if (departmentIds.length === 0) return '全体员工都可以发送。';
  const known = departmentIds.map((id) => names.department(id) ?? '已删除的部门');
  const shown = known.slice(0, 3).join('、');
  return `只有${shown}${known.length > 3 ? `等 ${known.length} 个部门` : ''}(含下级)的员工可以发送。`;
}

function sayWhen({ validFrom, validUntil }: MaterialForm, today: string): string {
  if (validUntil !== '' && validUntil < today) return `${validUntil} 已过,保存后员工不能发送。`;
  const from = validFrom > today ? `${validFrom} 起才能发送` : '';
  const until = validUntil === '' ? '' : `${validUntil} 后不再提供`;
  return from || until ? `${[from, until].filter(Boolean).join(',')}。` : '长期有效。';
}
