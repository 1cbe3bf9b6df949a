import type { EventType } from '../../platform/delivery/event.ts';
import { customerArchived, relationEnded } from '../customer/events.ts';
import { groupMemberJoined } from '../group-chat/events.ts';
import { followUpLogged, taskDone } from '../task/events.ts';
import { touchFinished, touchOpened } from '../touch/events.ts';
import type { BehaviourKind } from './kinds.ts';

/** An event that counts as behaviour of or with its customer, on the day when it happened. */
export interface BehaviourSource<Payload extends object> {
  kind: BehaviourKind;
  on: EventType<Payload>;
  /** False: this one counts nothing. What a sync finds is old: it says when we looked, not when it happened. */
  counts(payload: Payload): boolean;
  /** The rep has done something for the customer: it moves the last contact. */
  isContact?: boolean;
}

// oxlint-disable-next-line typescript/no-explicit-any -- existential type, checked where each source is defined
export type AnyBehaviourSource = BehaviourSource<any>;

function source<Payload extends object>(definition: BehaviourSource<Payload>): BehaviourSource<Payload> {
  return definition;
}

/** A late customer's joining is counted when she becomes one: see count-late-joining.ts. */
export const groupJoining = source({
  kind: 'group_joined',
  on: groupMemberJoined,
  counts: ({ kind, viaSync }) => kind === 'external' && !viaSync,
});

/** Of somebody who becomes known later they are counted then: see count-late-visits.ts. */
export const materialOpened = source({ kind: 'material_opened', on: touchOpened, counts: () => true });
export const materialFinished = source({ kind: 'material_finished', on: touchFinished, counts: () => true });

/** Which events are counted. Each kind has one source, or comes from archived messages. */
export const behaviourSources: readonly AnyBehaviourSource[] = [
  source({
    kind: 'friend_added',
    on: customerArchived,
    counts: ({ isNewRelation, isHalf, viaSync }) => isNewRelation && !isHalf && !viaSync,
  }),
  source({
    kind: 'friend_lost',
    on: relationEnded,
    counts: ({ by, viaSync }) => by !== 'transfer' && !viaSync,
  }),
  source({ kind: 'follow_up', on: followUpLogged, counts: () => true, isContact: true }),
  source({ kind: 'task_done', on: taskDone, counts: () => true }),
  groupJoining,
  materialOpened,
  materialFinished,
];
