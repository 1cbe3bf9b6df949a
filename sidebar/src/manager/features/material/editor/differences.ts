import type { MaterialForm } from './form.ts';

export interface Difference {
  label: string;
  mine: string;
  theirs: string;
}

const EMPTY = '(空)';

/** Rich text as words: what was written, not how it looks. */
function wordsOf(html: string): string {
  const text = new DOMParser().parseFromString(html.replace(/<\/(p|h\d|li|blockquote|div)>/g, '$&\n'), 'text/html').body
    .textContent;
  return (text ?? '').replace(/\n+/g, '\n').trim();
}

/** A poster in words: they are what people recognise it by. */
const sayDesign = ({ design }: MaterialForm) =>
  design?.elements
    .flatMap((one) => (one.kind === 'text' ? [one.content] : []))
    .concat(`共 ${design.elements.length} 个元素`)
    .join('\n') ?? EMPTY;

/** What two people have written differently into the same fields. `names`: how departments and folders are called. */
export function differencesOf(
  mine: MaterialForm,
  theirs: MaterialForm,
  names: { department(id: number): string | undefined; folder(id: string): string },
): Difference[] {
  const departments = ({ departmentIds }: MaterialForm) =>
    departmentIds.map((id) => names.department(id) ?? String(id)).join('、') || '全体员工';
  const picture = (assetId: string) => (assetId === '' ? EMPTY : '一张图片');
  const fields: [string, (form: MaterialForm) => string, ((form: MaterialForm) => string)?][] = [
    ['标题', (form) => form.title],
    ['说明', (form) => form.description],
    ['封面', (form) => form.coverAssetId, (form) => picture(form.coverAssetId)],
    [
      '文件夹',
      (form) => form.folderId ?? '',
      (form) => (form.folderId ? names.folder(form.folderId) : '不放在文件夹里'),
    ],
    ['谁可以发送', (form) => [...form.departmentIds].sort((a, b) => a - b).join(), departments],
    ['开始日期', (form) => form.validFrom],
    ['截止日期', (form) => form.validUntil],
    ['文字', (form) => form.text],
    ['文件', (form) => form.assetId, (form) => (form.assetId === '' ? EMPTY : '一个文件')],
    ['正文', (form) => form.html, (form) => wordsOf(form.html)],
    ['作者', (form) => form.author],
    ['客户', (form) => form.client],
    ['行业', (form) => form.industry],
    ['成果', (form) => form.results.map(({ label, value }) => `${label} ${value}`).join('、')],
    ['网址', (form) => form.url],
    ['小程序', (form) => [form.appId, form.page].filter(Boolean).join(' ')],
    ['时间', (form) => [form.startsAt, form.endsAt].filter(Boolean).join(' 至 ').replaceAll('T', ' ')],
    ['主讲', (form) => form.host],
    ['介绍', (form) => form.liveText],
    ['海报', (form) => JSON.stringify(form.design), (form) => sayDesign(form)],
  ];
  return fields
    .filter(([, value]) => value(mine) !== value(theirs))
    .map(([label, value, say = value]) => ({ label, mine: say(mine) || EMPTY, theirs: say(theirs) || EMPTY }));
}
