import { DomainError } from '../../platform/errors.ts';

/** Another process has pulled meanwhile: nothing of ours may be written. */
export class ArchiveCursorConflict extends DomainError {
  readonly code = 'archive.cursor_conflict';
  readonly kind = 'conflict';
  readonly retryable = true;
}

/** Opened without an error, and yet no message: what a wrong key gives on some versions of OpenSSL. */
export class MessageUnreadable extends DomainError<{ why: string }> {
  readonly code = 'archive.message_unreadable';
  readonly kind = 'upstream';
  readonly retryable = false;
}

/** There is none, or it is not the viewer's business: one answer for both. */
export class ChatNotFound extends DomainError<{ conversationId: string }> {
  readonly code = 'chat.not_found';
  readonly kind = 'not_found';
}

export class ChatMessageNotFound extends DomainError<{ position: number }> {
  readonly code = 'chat.message_not_found';
  readonly kind = 'not_found';
}

/** Not everybody outside has agreed to the archive, or WeCom has not said so yet. */
export class ChatNotConsented extends DomainError<{ consent: string }> {
  readonly code = 'chat.no_consent';
  readonly kind = 'forbidden';
}
