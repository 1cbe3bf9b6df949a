import type { PosterDesign } from '@zhike/shared/contracts/poster';
import { unknownVariables } from '@zhike/shared/formulas/script-text';
import { utf8Bytes } from '@zhike/shared/formulas/utf8-bytes';
import type { MaterialForm } from './form.ts';

/** Sentences by the field they belong to. */
export type Problems = Record<string, string>;

/** WeCom's limit of a text, bytes. */
export const MAX_TEXT_BYTES = 4000;
const MAX_HTML = 400_000;

/** What keeps the form from being saved. The server checks the same again. */
export function findProblems(form: MaterialForm): Problems {
  const problems: Problems = {};
  const title = form.title.trim();
  if (title === '') problems.title = '请填写标题';
  else if (title.length > 60) problems.title = '标题最多 60 个字';
  if (form.description.trim().length > 120) problems.description = '说明最多 120 个字';
  if (form.validFrom !== '' && form.validUntil !== '' && form.validFrom > form.validUntil)
    problems.valid = '截止日期不能早于开始日期';
  return { ...problems, ...contentProblems(form) };
}

function contentProblems(form: MaterialForm): Problems {
  switch (form.kind) {
    case 'text':
      return textProblems(form.text);
    case 'article':
      return htmlProblems(form.html);
    case 'case':
      return caseProblems(form);
    case 'link':
      return addressProblems(form.url);
    case 'miniprogram':
      return {
        ...(/^wx[0-9a-f]{16}$/.test(form.appId.trim()) ? {} : { appId: '请填写小程序的 AppID(wx 开头,18 位)' }),
        ...(form.page.trim() === '' ? { page: '请填写页面路径' } : {}),
      };
    case 'poster':
      return posterProblems(form.design);
    case 'live':
      return { ...addressProblems(form.url), ...timeProblems(form) };
    default:
      return form.assetId === '' ? { asset: '请上传文件' } : {};
  }
}

/** The rest is checked by the server, which says of which element it speaks. */
function posterProblems(design: PosterDesign | null): Problems {
  if (!design) return { design: '请先选一个模板' };
  const isOpen = design.elements.some((one) => one.kind === 'image' && one.assetId === '');
  return isOpen ? { design: '有图片还没有选择' } : {};
}

function textProblems(text: string): Problems {
  if (text.trim() === '') return { text: '请填写文字' };
  if (utf8Bytes(text) > MAX_TEXT_BYTES) return { text: `文字太长,最多约 ${Math.floor(MAX_TEXT_BYTES / 3)} 个汉字` };
  const unknown = unknownVariables(text);
  return unknown.length > 0 ? { text: `没有「${unknown.join('」「')}」这样的变量,请检查括号里的字` } : {};
}

const htmlProblems = (html: string): Problems =>
  html === '' ? { html: '请填写正文' } : html.length > MAX_HTML ? { html: '正文太长,请分成几篇' } : {};

function caseProblems({ html, client, results }: MaterialForm): Problems {
  const halves = results.filter(({ label, value }) => (label.trim() === '') !== (value.trim() === ''));
  return {
    ...(client.trim() === '' ? { client: '请填写客户名称' } : {}),
    ...(halves.length > 0 ? { results: '每一项成果都要填写指标和数字' } : {}),
    ...htmlProblems(html),
  };
}

function addressProblems(url: string): Problems {
  return isWebAddress(url.trim()) ? {} : { url: '请填写 http:// 或 https:// 开头的网址' };
}

function timeProblems({ startsAt, endsAt }: MaterialForm): Problems {
  if (startsAt === '') return { startsAt: '请选择开始时间' };
  if (endsAt === '') return { endsAt: '请选择结束时间' };
  return startsAt < endsAt ? {} : { endsAt: '结束时间要晚于开始时间' };
}

/** `URL.canParse` is younger than some of WeCom's browsers. */
function isWebAddress(text: string): boolean {
  if (!/^https?:\/\//.test(text) || utf8Bytes(text) > 2048) return false;
  try {
    return new URL(text).host !== '';
  } catch {
    return false;
  }
}
