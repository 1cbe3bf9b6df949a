import type { WELCOME_ATTACHMENTS, WELCOME_TEXT_BYTES } from '@zhike/shared/contracts/welcome';
import { utf8Bytes } from '@zhike/shared/formulas/utf8-bytes';
import type { ChannelForm, FormAttachment, FormWelcomePart } from './form.ts';

/** WeCom's limits; the types keep them equal to the contract's, whose code must not reach the page. */
export const MAX_TEXT_BYTES: typeof WELCOME_TEXT_BYTES = 4000;
export const MAX_ATTACHMENTS: typeof WELCOME_ATTACHMENTS = 9;

/** Sentences by the part of the form they belong to: `name`, `members`, `shift:<key>`, `welcome`, `span:<key>`, `attachment:<key>`. */
export type Problems = Record<string, string>;

/** What keeps the form from being saved. The server checks the same again. */
export function findProblems(form: ChannelForm): Problems {
  const problems: Problems = {};
  const name = form.name.trim();
  if (name === '') problems.name = '请填写渠道名称';
  else if (name.length > 30) problems.name = '渠道名称最多 30 个字';
  if (form.members.length + form.departmentIds.length === 0) problems.members = '至少选择一位接待员工或一个部门';
  if (
    form.members.some(
      ({ dailyCap }) => dailyCap !== null && !(Number.isInteger(dailyCap) && dailyCap >= 1 && dailyCap <= 10_000),
    )
  )
    problems.members = '每日上限请填 1–10000 的整数,或留空表示不限';
  if (form.spare && form.members.some(({ userId }) => userId === form.spare?.userId))
    problems.spare = '备用员工不能同时是接待员工';
  if (form.weekly) addShiftProblems(form, problems);
  if (form.remarkOn) {
    if (!form.remarkRule.includes('{昵称}')) problems.remark = '备注规则需要包含 {昵称}';
    else if (form.remarkRule.trim().length > 40) problems.remark = '备注规则最多 40 个字';
  }
  if (form.welcomeOn) {
    addPartProblems('welcome', form.welcome, problems);
    for (const span of form.spans) {
      addPartProblems(`span:${span.key}`, span, problems);
      if (span.from === span.to) problems[`span:${span.key}`] = '开始和结束时间不能相同';
    }
  }
  return problems;
}

function addShiftProblems(form: ChannelForm, problems: Problems): void {
  if (form.shifts.length === 0) problems.duty = '请至少添加一个时段,或改为全天接待';
  const members = new Set(form.members.map(({ userId }) => userId));
  for (const shift of form.shifts) {
    const people =
      shift.userIds.filter((id) => members.has(id)).length +
      shift.departmentIds.filter((id) => form.departmentIds.includes(id)).length;
    if (shift.weekdays.length === 0) problems[`shift:${shift.key}`] = '请选择星期';
    else if (people === 0) problems[`shift:${shift.key}`] = '这个时段还没有安排员工';
  }
}

function addPartProblems(place: string, part: FormWelcomePart, problems: Problems): void {
  if (part.text.trim() === '' && part.attachments.length === 0) problems[place] = '文字和附件至少填一项';
  else if (utf8Bytes(part.text) > MAX_TEXT_BYTES)
    problems[place] = `文字太长,最多约 ${Math.floor(MAX_TEXT_BYTES / 3)} 个汉字`;
  for (const attachment of part.attachments) {
    const problem = attachmentProblem(attachment);
    if (problem) problems[`attachment:${attachment.key}`] = problem;
  }
}

/** What WeCom would refuse about an attachment. */
export function attachmentProblem(attachment: FormAttachment): string | null {
  switch (attachment.kind) {
    case 'link':
      if (attachment.title.trim() === '') return '请填写链接标题';
      if (utf8Bytes(attachment.title) > 128) return '链接标题最多约 42 个汉字';
      if (!isWebAddress(attachment.url)) return '请填写 http:// 或 https:// 开头的链接地址';
      if (utf8Bytes(attachment.description) > 512) return '链接描述最多约 170 个汉字';
      if (attachment.pictureUrl !== null && !isWebAddress(attachment.pictureUrl))
        return '封面地址请以 http:// 或 https:// 开头';
      return null;
    case 'miniprogram':
      if (attachment.title.trim() === '') return '请填写小程序标题';
      if (utf8Bytes(attachment.title) > 64) return '小程序标题最多约 21 个汉字';
      if (!/^wx[0-9a-f]{16}$/.test(attachment.appId)) return '请填写小程序的 AppID(wx 开头,18 位)';
      if (attachment.page.trim() === '') return '请填写小程序页面路径';
      return attachment.coverAssetId === '' ? '请上传小程序封面' : null;
    default:
      return attachment.assetId === '' ? '请上传文件' : null;
  }
}

function isWebAddress(text: string): boolean {
  return /^https?:\/\//.test(text) && canParse(text) && utf8Bytes(text) <= 2048;
}

/** `URL.canParse` is younger than some of WeCom's browsers. */
function canParse(text: string): boolean {
  try {
    return new URL(text).host !== '';
  } catch {
    return false;
  }
}
