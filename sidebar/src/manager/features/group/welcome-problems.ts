import type { GROUP_WELCOME_TEXT_BYTES } from '@zhike/shared/contracts/group-welcome';
import { utf8Bytes } from '@zhike/shared/formulas/utf8-bytes';

/** WeCom's limit; the type keeps it equal to the contract's, whose code must not reach the page. */
const TEXT_BYTES: typeof GROUP_WELCOME_TEXT_BYTES = 3000;

/** What keeps a welcome message from being saved, apart from its attachment. The server checks the same again. */
export function welcomeProblems(form: { name: string; text: string; hasAttachment: boolean }): {
  name?: string;
  text?: string;
} {
  const problems: { name?: string; text?: string } = {};
  if (form.name.trim() === '') problems.name = '请填写名称';
  if (utf8Bytes(form.text) > TEXT_BYTES) problems.text = '太长了,最多约 1000 个汉字';
  else if (form.text.trim() === '' && !form.hasAttachment) problems.text = '文字和附件至少填一项';
  return problems;
}
