import { DomainError } from '../../platform/errors.ts';

/** There is none, or it is not the viewer's business: one answer for both. */
export class ChatExportNotFound extends DomainError<{ exportId: string }> {
  readonly code = 'chat_export.not_found';
  readonly kind = 'not_found';
}

export class ChatExportDecided extends DomainError<{ exportId: string }> {
  readonly code = 'chat_export.decided';
  readonly kind = 'conflict';
}

/** Nobody decides what they asked for themselves. */
export class OwnChatExport extends DomainError<{ exportId: string }> {
  readonly code = 'chat_export.own_request';
  readonly kind = 'forbidden';
}

export class ChatExportTooBig extends DomainError<{ max: number }> {
  readonly code = 'chat_export.too_big';
  readonly kind = 'invalid';
}

/** Not decided, refused, failed, or still being written. */
export class ChatExportNotReady extends DomainError<{ state: string }> {
  readonly code = 'chat_export.not_ready';
  readonly kind = 'conflict';
}

export class ChatExportExpired extends DomainError<{ exportId: string }> {
  readonly code = 'chat_export.expired';
  readonly kind = 'conflict';
}

/** Somebody whose words are in the file refuses by now; one that is written anew is without them. */
export class ChatExportRefusedSince extends DomainError<{ exportId: string }> {
  readonly code = 'chat_export.refused_since';
  readonly kind = 'conflict';
}
