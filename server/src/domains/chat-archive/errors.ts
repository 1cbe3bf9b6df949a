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

/** Its chunks come to no end: too many bytes, too many of them, in a circle, or for too long. */
export class FileEndless extends DomainError<{ why: 'bytes' | 'chunks' | 'index' | 'time' }> {
  readonly code = 'archive.file_endless';
  readonly kind = 'upstream';
  readonly retryable = true;
}

/** Not the size or md5 that the message says. */
export class FileDiffers extends DomainError {
  readonly code = 'archive.file_differs';
  readonly kind = 'upstream';
  readonly retryable = true;

  constructor(readonly md5: string) {
    super();
  }
}

/** Our own disk or folder does not take it. */
export class FileUnstorable extends DomainError {
  readonly code = 'archive.unstorable';
  readonly kind = 'unavailable';
  readonly retryable = true;
}

/** Unknown, or not for this viewer: which of the two is nobody's business. */
export class ChatMediaNotFound extends DomainError {
  readonly code = 'chat.media_not_found';
  readonly kind = 'not_found';
}

/** Not downloaded yet. */
export class ChatMediaWaiting extends DomainError {
  readonly code = 'chat.media_waiting';
  readonly kind = 'conflict';
}

/** WeCom never gave it, and will not any more. */
export class ChatMediaLost extends DomainError {
  readonly code = 'chat.media_lost';
  readonly kind = 'conflict';
}

/** The row is there, its bytes are not: DATA_DIR was restored without its files, or the store is not configured any more. */
export class ChatMediaMissing extends DomainError {
  readonly code = 'chat.media_missing';
  readonly kind = 'unavailable';
}

/** Only voice messages become WAV. */
export class ChatMediaNoVoice extends DomainError {
  readonly code = 'chat.media_no_voice';
  readonly kind = 'invalid';
}
