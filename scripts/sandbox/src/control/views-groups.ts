/** What the control API shows of customer groups. Types only, like views.ts. */
import type { ChatContent } from './views.ts';

/** One row of a list of groups. */
export interface GroupSummaryView {
  chatId: string;
  /** May be empty. */
  name: string;
  /** What to call it: the name, else its first members. */
  title: string;
  /** Served by the sandbox, always loads. */
  avatar: string;
  owner: string;
  ownerName: string;
  memberCount: number;
  capacity: number;
  /** 0 normal, 1 the owner left the company, 2 being transferred, 3 transferred. */
  status: 0 | 1 | 2 | 3;
  dismissed: boolean;
  createdAt: number;
  lastMessage: GroupMessageView | null;
  lastAt: number;
}

export interface GroupView extends GroupSummaryView {
  notice: string;
  admins: string[];
  openGid: string;
  welcomeTemplateId: string;
  /** member_version as it is now; the API may still answer the one before. */
  version: string;
  members: GroupMemberView[];
  /** A member with archiving is in it. */
  archived: boolean;
  /** external_userids of those who agreed to archiving here. */
  agreed: string[];
}

export interface GroupMemberView {
  /** userid of a member of the corp, external_userid of anybody else. */
  id: string;
  type: 1 | 2;
  name: string;
  avatar: string;
  role: 'owner' | 'admin' | 'member';
  joinedAt: number;
  /** 1 invited directly, 2 by an invitation link, 3 by the code. */
  joinScene: 1 | 2 | 3;
  inviter: string;
  inviterName: string;
  state: string;
  nickname: string;
}

export interface GroupMessageView {
  id: string;
  /** Grows by one for every message of the sandbox: use as cursor. */
  seq: number;
  at: number;
  chatId: string;
  /** userid or external_userid; empty for a notice. */
  from: string;
  fromName: string;
  fromAvatar: string;
  side: 'member' | 'customer' | 'system';
  via: 'client' | 'sidebar' | 'welcome' | 'mass' | 'notice';
  content: ChatContent;
  /** Taken back by whoever said it. */
  recalled: boolean;
}

/** A way to join groups by scanning (加入群聊). */
export interface JoinWayView {
  configId: string;
  scene: 1 | 2;
  remark: string;
  state: string;
  autoCreateRoom: boolean;
  roomBaseName: string;
  roomBaseId: number;
  /** Configured and automatically created ones, in the order in which they are filled. */
  groups: { chatId: string; title: string; memberCount: number; capacity: number; dismissed: boolean }[];
  /** PNG of the code, encodes `scanUrl`. Empty for scene 1. */
  qrCode: string;
  scanUrl: string;
  createdAt: number;
}

/** What a customer sees before she joins. */
export interface JoinPreview {
  joinWay: JoinWayView;
  /** The group she would enter; `null` = a new one is made, because all are full. */
  group: GroupSummaryView | null;
  title: string;
  alreadyIn: boolean;
}
