import { DomainError } from '../../platform/errors.ts';

/** Another process has pulled meanwhile: nothing of ours may be written. */
export class ArchiveCursorConflict extends DomainError {
  readonly code = 'archive.cursor_conflict';
  readonly kind = 'conflict';
  readonly retryable = true;
}

export class ArchiveNotConfigured extends DomainError {
  readonly code = 'archive.not_configured';
  readonly kind = 'conflict';
}

/** Opened without an error, and yet no message: what a wrong key gives on some versions of OpenSSL. */
export class MessageUnreadable extends DomainError<{ why: string }> {
  readonly code = 'archive.message_unreadable';
  readonly kind = 'upstream';
  readonly retryable = false;
}

export class ConversationNotFound extends DomainError<{ conversationId: string }> {
  readonly code = 'chat.conversation_not_found';
  readonly kind = 'not_found';
}

/** It exists, but is not the viewer's business. */
export class ConversationNotVisible extends DomainError<{ conversationId: string }> {
  readonly code = 'chat.conversation_not_visible';
  readonly kind = 'forbidden';
}

export class ConversationWithoutConsent extends DomainError<{ conversationId: string }> {
  readonly code = 'chat.no_consent';
  readonly kind = 'forbidden';
}

export class ChatMediaMissing extends DomainError<{ mediaId: string; status: string }> {
  readonly code = 'chat.media_missing';
  readonly kind = 'not_found';
}

export class ChatExportNotFound extends DomainError<{ exportId: string }> {
  readonly code = 'chat.export_not_found';
  readonly kind = 'not_found';
}

export class ChatExportDecided extends DomainError<{ exportId: string }> {
  readonly code = 'chat.export_decided';
  readonly kind = 'conflict';
}

/** Four eyes: whoever asks does not approve. */
export class ChatExportOwnRequest extends DomainError<{ exportId: string }> {
  readonly code = 'chat.export_own_request';
  readonly kind = 'forbidden';
}

export class ChatExportNotApproved extends DomainError<{ exportId: string }> {
  readonly code = 'chat.export_not_approved';
  readonly kind = 'forbidden';
}
