import { MessagePlugin } from 'tdesign-react/es/message';
import { phraseOf } from '../../shared/api/api-error.ts';

/** What has been done, for a moment at the top of the page. */
export function notifyDone(text: string): void {
  void MessagePlugin.success({ content: text, duration: 3_000 });
}

/** Why it did not work, long enough to be read. */
export function notifyFailed(error: unknown): void {
  void MessagePlugin.error({ content: phraseOf(error), duration: 6_000, closeBtn: true });
}

/** Says a sentence of the page itself, where no error object exists. */
export function notifyWarning(text: string): void {
  void MessagePlugin.warning({ content: text, duration: 6_000, closeBtn: true });
}
