import { DomainError } from '../../platform/errors.ts';

/** There is none, or it is not for the viewer's eyes. */
export class SegmentNotFound extends DomainError<{ segmentId: string }> {
  readonly code = 'segment.not_found';
  readonly kind = 'not_found';
}

export class SegmentNotYours extends DomainError<{ segmentId: string }> {
  readonly code = 'segment.not_yours';
  readonly kind = 'forbidden';
}

export class SegmentChangedMeanwhile extends DomainError<{ segmentId: string }> {
  readonly code = 'segment.changed_meanwhile';
  readonly kind = 'conflict';
}

export class TooManySegments extends DomainError<{ max: number }> {
  readonly code = 'segment.too_many';
  readonly kind = 'limited';
}
