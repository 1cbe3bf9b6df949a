import type { WelcomeMessage } from '../contracts/welcome.ts';
import { isWithin } from './calendar.ts';
import { cutToUtf8Bytes } from './utf8-bytes.ts';

const MAX_BYTES = 4000;

/** What the customer is greeted with when her name could not be read in time. */
export const NAMELESS = '朋友';

/** The text and attachments for a minute of the local day: the first time span that fits, else the usual ones. */
export function chooseWelcome(welcome: WelcomeMessage, minute: number): Pick<WelcomeMessage, 'text' | 'attachments'> {
  const special = welcome.byTimeOfDay.find((part) => isWithin(minute, part.from, part.to));
  return special ?? welcome;
}

export function needsNickname(text: string): boolean {
  return text.includes('{客户昵称}');
}

/** Fills in the names; cut to WeCom's 4,000 bytes, because a name can be long. */
export function fillWelcomeText(text: string, names: { nickname: string | null; memberName: string }): string {
  const filled = text
    .replaceAll('{客户昵称}', () => names.nickname?.trim() || NAMELESS)
    .replaceAll('{员工姓名}', () => names.memberName);
  return cutToUtf8Bytes(filled, MAX_BYTES);
}
