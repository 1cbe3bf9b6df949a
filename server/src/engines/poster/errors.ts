import { DomainError } from '../../platform/errors.ts';

/** More posters are waiting than can be drawn in a sensible time. */
export class PostersBusy extends DomainError<{ waiting: number }> {
  readonly code = 'poster.busy';
  readonly kind = 'limited';
  readonly retryable = true;
}

/** The process that drew it ended in the middle; the next poster gets a new one. */
export class PosterRendererEnded extends DomainError<{ why: string }> {
  readonly code = 'poster.renderer_ended';
  readonly kind = 'unavailable';
  readonly retryable = true;
}

/** It was not drawn in time, and its process was ended. */
export class PosterTooSlow extends DomainError<{ afterMs: number }> {
  readonly code = 'poster.too_slow';
  readonly kind = 'unavailable';
  readonly retryable = true;
}

/** Texts of the design name something that is not known of this customer. */
export class PosterVariableMissing extends DomainError<{ variables: string[] }> {
  readonly code = 'poster.variable_missing';
  readonly kind = 'invalid';
}

/** The design has a code, and nothing to lead to. */
export class PosterLinkMissing extends DomainError {
  readonly code = 'poster.link_missing';
  readonly kind = 'invalid';
}

/** The picture of the code that shall be repeated holds none that could be read. */
export class PosterCodeUnreadable extends DomainError {
  readonly code = 'poster.code_unreadable';
  readonly kind = 'invalid';
}

/** The address makes a code of squares too small to be read. */
export class PosterLinkTooLong extends DomainError<{ element: string }> {
  readonly code = 'poster.link_too_long';
  readonly kind = 'invalid';
}

/** `picture`: the id in the media library, or `customer` or `member` for an avatar. */
export class PosterPictureMissing extends DomainError<{ picture: string }> {
  readonly code = 'poster.picture_missing';
  readonly kind = 'not_found';
}

/** Neither a JPEG nor a PNG, or damaged. */
export class PosterPictureUnreadable extends DomainError<{ picture: string }> {
  readonly code = 'poster.picture_unreadable';
  readonly kind = 'invalid';
}

/** A small file can claim a gigantic picture: refused before it is unpacked. */
export class PosterPictureTooLarge extends DomainError<{ picture: string; maxPixels: number }> {
  readonly code = 'poster.picture_too_large';
  readonly kind = 'invalid';
}
