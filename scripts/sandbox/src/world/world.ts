import { ArchiveStore } from './archive-store.ts';
import { AppMessageStore, appMessageKey } from './app-message-store.ts';
import { ChatStore } from './chat-store.ts';
import { Collection, type ChangeListener } from './collection.ts';
import { FriendChatStore } from './friend-chat-store.ts';
import { GroupMessageStore, GroupStore } from './group-store.ts';
import type { GroupChat, GroupMessage, GroupWelcomeTemplate, JoinWay } from './group-types.ts';
import { massTaskKey, type MassMessage, type MassReceipts, type MassTask } from './mass-types.ts';
import { MemberTaskStore } from './member-task-store.ts';
import { momentTaskKey, type Moment, type MomentJob, type MomentTask } from './moment-types.ts';
import { RelationStore, relationKey } from './relation-store.ts';
import type {
  ArchiveBatch,
  ArchiveKey,
  ContactWay,
  Customer,
  Department,
  Grant,
  InternalRoom,
  InterceptRule,
  Media,
  Member,
  PendingCallback,
  Robot,
  RoomConsent,
  Tag,
  TagGroup,
  Transfer,
  WelcomeCode,
} from './types.ts';

/** Everything that is remembered. Counters live in `counters`, so that ids stay unique over restarts. */
export class World {
  readonly departments: Collection<Department>;
  readonly members: Collection<Member>;
  readonly customers: Collection<Customer>;
  readonly relations: RelationStore;
  readonly tagGroups: Collection<TagGroup>;
  readonly tags: Collection<Tag>;
  readonly contactWays: Collection<ContactWay>;
  readonly groups: GroupStore;
  readonly groupMessages: GroupMessageStore;
  readonly joinWays: Collection<JoinWay>;
  readonly groupWelcomes: Collection<GroupWelcomeTemplate>;
  readonly interceptRules: Collection<InterceptRule>;
  readonly welcomeCodes: Collection<WelcomeCode>;
  readonly chats: ChatStore;
  readonly friendChats: FriendChatStore;
  readonly massMessages: Collection<MassMessage>;
  readonly massTasks: MemberTaskStore<MassTask>;
  readonly massReceipts: Collection<MassReceipts>;
  readonly moments: Collection<Moment>;
  readonly momentTasks: MemberTaskStore<MomentTask>;
  readonly momentJobs: Collection<MomentJob>;
  readonly appMessages: AppMessageStore;
  readonly media: Collection<Media>;
  readonly transfers: Collection<Transfer>;
  readonly pendingCallbacks: Collection<PendingCallback>;
  readonly grants: Collection<Grant>;
  readonly archive: ArchiveStore;
  readonly archiveBatches: Collection<ArchiveBatch>;
  readonly archiveKeys: Collection<ArchiveKey>;
  readonly roomConsents: Collection<RoomConsent>;
  readonly internalRooms: Collection<InternalRoom>;
  readonly robots: Collection<Robot>;
  readonly counters: Collection<{ name: string; value: number }>;

  constructor(onChange: ChangeListener = () => {}) {
    this.departments = new Collection('department', (row: Department) => String(row.id), onChange);
    // userid is case-insensitive (doc conventions), hence the key in lower case.
    this.members = new Collection('member', (row: Member) => row.userId.toLowerCase(), onChange);
    this.customers = new Collection('customer', (row: Customer) => row.externalUserId, onChange);
    this.relations = new RelationStore('relation', (row) => relationKey(row.userId, row.externalUserId), onChange);
    this.tagGroups = new Collection('tag_group', (row: TagGroup) => row.id, onChange);
    this.tags = new Collection('tag', (row: Tag) => row.id, onChange);
    this.contactWays = new Collection('contact_way', (row: ContactWay) => row.configId, onChange);
    this.groups = new GroupStore('group', (row: GroupChat) => row.chatId, onChange);
    this.groupMessages = new GroupMessageStore('group_message', (row: GroupMessage) => row.id, onChange);
    this.joinWays = new Collection('join_way', (row: JoinWay) => row.configId, onChange);
    this.groupWelcomes = new Collection('group_welcome', (row: GroupWelcomeTemplate) => row.templateId, onChange);
    this.interceptRules = new Collection('intercept_rule', (row: InterceptRule) => row.ruleId, onChange);
    this.welcomeCodes = new Collection('welcome_code', (row: WelcomeCode) => row.code, onChange);
    this.chats = new ChatStore('chat_message', (row) => row.id, onChange);
    this.friendChats = new FriendChatStore('friend_message', (row) => row.id, onChange);
    this.massMessages = new Collection('mass_message', (row: MassMessage) => row.msgId, onChange);
    this.massTasks = new MemberTaskStore(
      'mass_task',
      (row: MassTask) => massTaskKey(row.msgId, row.userId),
      (row) => row.msgId,
      onChange,
    );
    this.massReceipts = new Collection('mass_receipts', (row: MassReceipts) => row.id, onChange);
    this.moments = new Collection('moment', (row: Moment) => row.momentId, onChange);
    this.momentTasks = new MemberTaskStore(
      'moment_task',
      (row: MomentTask) => momentTaskKey(row.momentId, row.userId),
      (row) => row.momentId,
      onChange,
    );
    this.momentJobs = new Collection('moment_job', (row: MomentJob) => row.jobId, onChange);
    this.appMessages = new AppMessageStore('app_message', (row) => appMessageKey(row.msgId, row.userId), onChange);
    this.media = new Collection('media', (row: Media) => row.mediaId, onChange);
    this.transfers = new Collection('transfer', (row: Transfer) => row.id, onChange);
    this.pendingCallbacks = new Collection('pending_callback', (row: PendingCallback) => row.id, onChange);
    this.grants = new Collection('grant', (row: Grant) => row.text, onChange);
    this.archive = new ArchiveStore('archive_message', (row) => row.msgId, onChange);
    this.archiveBatches = new Collection('archive_batch', (row: ArchiveBatch) => String(row.seq), onChange);
    this.archiveKeys = new Collection('archive_key', (row: ArchiveKey) => String(row.version), onChange);
    this.roomConsents = new Collection(
      'room_consent',
      (row: RoomConsent) => roomConsentKey(row.roomId, row.externalUserId),
      onChange,
    );
    this.internalRooms = new Collection('internal_room', (row: InternalRoom) => row.roomId, onChange);
    this.robots = new Collection('robot', (row: Robot) => row.robotId, onChange);
    this.counters = new Collection('counter', (row: { name: string; value: number }) => row.name, onChange);
  }

  collections(): Collection<unknown>[] {
    return Object.values(this).filter((value): value is Collection<unknown> => value instanceof Collection);
  }

  clear(): void {
    for (const collection of this.collections()) collection.clear();
  }

  member(userId: string): Member | undefined {
    return this.members.get(userId.toLowerCase());
  }

  /** 1, 2, 3 … for each name. */
  next(name: string): number {
    return this.take(name, 1);
  }

  /** The first of so many numbers in a row. */
  take(name: string, count: number): number {
    const counter = this.counters.get(name) ?? { name, value: 0 };
    const first = counter.value + 1;
    counter.value += count;
    this.counters.put(counter);
    return first;
  }
}

export const roomConsentKey = (roomId: string, externalUserId: string): string => `${roomId}\n${externalUserId}`;
