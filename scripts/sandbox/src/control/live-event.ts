/**
 * What `GET /control/live` tells, one JSON object an event (`data:` line, `id:` = seq, no `event:` name). Each carries a Chinese
 * sentence that can be shown as it is; details are fetched by id.
 */
import type { GroupMessageView } from './views-groups.ts';
import type {
  ApiCallView,
  AppMessageView,
  CallbackView,
  ChatMessageView,
  ClockView,
  FriendMessageView,
  RelationView,
} from './views.ts';
import type { Faults } from './views-switches.ts';

interface Common {
  seq: number;
  /** Sandbox clock, ms. */
  at: number;
  /** Machine clock, ms: for showing distances between lines. */
  machineAt: number;
  text: string;
}

export type LiveEvent = Common &
  (
    | { kind: 'hello'; clock: ClockView }
    /** Queued, or dropped at once. `subject`: what it tells, in Chinese, without how far it got. */
    | { kind: 'callback'; callback: CallbackView; subject: string }
    /** One attempt ended; `callback.attempts` holds it last. */
    | { kind: 'callback-attempt'; callback: CallbackView; subject: string; attempt: number; ok: boolean }
    | { kind: 'api-call'; call: ApiCallView }
    | { kind: 'chat'; userId: string; externalUserId: string; message: ChatMessageView }
    /** A mass message of one member, or (userId empty) of all who were asked. */
    | { kind: 'mass-message'; msgId: string; userId: string; change: 'created' | 'sent' | 'reminded' | 'cancelled' }
    | {
        kind: 'moment';
        momentId: string;
        userId: string;
        change: 'created' | 'published' | 'cancelled' | 'liked' | 'commented';
      }
    /** Between two WeChat users. */
    | { kind: 'friend-chat'; message: FriendMessageView }
    | { kind: 'app-message'; message: AppMessageView; dropped: boolean }
    /** A relation came, changed or went (`relation` null). `change` says how; by whom: `by`. */
    | {
        kind: 'relation';
        userId: string;
        externalUserId: string;
        change: 'added' | 'half_added' | 'requested' | 'edited' | 'deleted' | 'transferred' | 'consented';
        by: 'member' | 'customer' | 'api' | 'system';
        relation: RelationView | null;
      }
    | { kind: 'member'; userId: string; change: 'created' | 'edited' | 'left' | 'removed' }
    | { kind: 'customer'; externalUserId: string; change: 'created' | 'edited' | 'removed' }
    | { kind: 'contact-way'; configId: string; change: 'created' | 'edited' | 'removed' }
    /** A customer group came, changed or went. `ids`: who joined or went; `system`: a join way made a new group. */
    | {
        kind: 'group';
        chatId: string;
        change: 'created' | 'joined' | 'left' | 'removed' | 'renamed' | 'notice' | 'owner' | 'dismissed' | 'consented';
        by: 'member' | 'customer' | 'system';
        ids: string[];
      }
    | { kind: 'group-chat'; chatId: string; message: GroupMessageView }
    | { kind: 'join-way'; configId: string; change: 'created' | 'edited' | 'removed' }
    | { kind: 'tags'; by: 'api' | 'console' }
    | { kind: 'fault'; faults: Faults }
    | { kind: 'clock'; clock: ClockView }
    | { kind: 'settings' }
    /** Everything changed: read the overview again. */
    | { kind: 'reset' }
  );
