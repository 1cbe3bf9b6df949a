import type { MediaKind } from '@zhike/shared/contracts/media';
import { DomainError } from '../../platform/errors.ts';

export class MediaTooBig extends DomainError<{ kind: MediaKind; maxBytes: number }> {
  readonly code = 'media.too_big';
  readonly kind = 'too_large';
}

/** A picture that fills the memory of whoever opens it, however small the file is. */
export class MediaTooManyPixels extends DomainError<{ maxPixels: number }> {
  readonly code = 'media.too_many_pixels';
  readonly kind = 'invalid';
}

/** What the file holds is not what WeCom takes for this kind. */
export class MediaWrongFormat extends DomainError<{ kind: MediaKind; formats: string }> {
  readonly code = 'media.wrong_format';
  readonly kind = 'invalid';
}

/** A file that people could be harmed by, or whose content is not what its name says. */
export class MediaTypeNotAllowed extends DomainError<{ extension: string; why: 'unknown' | 'disguised' | 'macros' }> {
  readonly code = 'media.type_not_allowed';
  readonly kind = 'invalid';
}

export class MediaTooSmall extends DomainError {
  readonly code = 'media.empty';
  readonly kind = 'invalid';
}

export class MediaNotFound extends DomainError<{ mediaId: string }> {
  readonly code = 'media.not_found';
  readonly kind = 'not_found';
}

/** The row is there, its bytes are not: DATA_DIR was moved or restored without its media folder. */
export class MediaBytesMissing extends DomainError<{ mediaId: string }> {
  readonly code = 'media.bytes_missing';
  readonly kind = 'unavailable';
}
