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
