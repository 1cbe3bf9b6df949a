import type { VisitorKnownBy } from '@zhike/shared/contracts/touch';
import { eventType } from '../../platform/delivery/event.ts';

export interface VisitNews {
  visitId: string;
  materialId: string;
  /** Kind of the material. */
  kind: string;
  /** Whose share it was. */
  userId: string;
}

/** A real person has something shared before her eyes: the first beat of a visit. Its customer is unknown until she is. */
export const touchOpened = eventType<
  VisitNews & {
    knownBy: VisitorKnownBy;
    nth: number;
    /** Of somebody unknown the member hears once an hour and link. */
    tellsMember: boolean;
  }
>('touch.opened');

/** The visit has seen 90 % of it. */
export const touchFinished = eventType<VisitNews>('touch.finished');

/** A browser turned out to be this customer's; what it opened before is hers now. */
export const visitorRecognised = eventType<{ visitorId: string; knownBy: VisitorKnownBy }>('visitor.recognised');
