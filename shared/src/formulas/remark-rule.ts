/** WeCom cuts a remark at 20 characters (doc 92115). */
export const REMARK_CHARS = 20;
/** However long the channel's name is, this much of the customer's stays. */
const NICKNAME_CHARS = 6;

/** The remark a rule such as `{昵称}-{渠道}` gives; the nickname gives way first, so that the channel stays readable. */
export function applyRemarkRule(rule: string, values: { nickname: string; channelName: string; day: string }): string {
  const frame = rule
    .replaceAll('{渠道}', () => values.channelName)
    .replaceAll('{日期}', values.day.slice(5).replace('-', ''));
  const room = REMARK_CHARS - frame.replaceAll('{昵称}', '').length;
  const nickname = cut(values.nickname.trim(), Math.max(room, NICKNAME_CHARS));
  return cut(
    frame.replaceAll('{昵称}', () => nickname),
    REMARK_CHARS,
  ).trim();
}

/** The first `max` UTF-16 units, without half an emoji at the end. */
function cut(text: string, max: number): string {
  if (text.length <= max) return text;
  const end = text.charCodeAt(max - 1) >= 0xd800 && text.charCodeAt(max - 1) <= 0xdbff ? max - 1 : max;
  return text.slice(0, end);
}
