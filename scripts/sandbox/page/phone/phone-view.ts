import type { MiniProgramCard } from '../chat/message-content.tsx';

/** The code a customer points the camera at: one of the list, or the text found in a picture. */
export type ScannedCode = { configId: string } | { scanUrl: string };

/** What the customer's phone shows. */
export type PhoneView =
  | { name: 'chats' }
  | { name: 'scan' }
  | { name: 'card'; code: ScannedCode }
  | { name: 'chat'; userId: string }
  /** The group a code leads to, before joining. */
  | { name: 'join'; code: ScannedCode }
  | { name: 'group'; chatId: string }
  /** Another WeChat user. */
  | { name: 'friend'; otherId: string }
  /** A mini-program, at the page of the card it was opened by. */
  | { name: 'mini'; card?: MiniProgramCard; back: PhoneView }
  | { name: 'moments' }
  | { name: 'web'; url: string; back: PhoneView };

/** Where the text of a code leads: group codes have an address of their own. */
export function viewOfCode(scanUrl: string): PhoneView {
  return { name: /\/join\/[0-9a-f]+/.test(scanUrl) ? 'join' : 'card', code: { scanUrl } };
}
