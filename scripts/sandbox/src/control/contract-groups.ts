/** Customer groups in the control API; see contract.ts for how it reads. Ids of people are userids or external_userids. */
import type { Page, PageQuery } from './contract.ts';
import type { ChatContent } from './views.ts';
import type { GroupMessageView, GroupSummaryView, GroupView, JoinPreview, JoinWayView } from './views-groups.ts';

export interface GroupChange {
  group: GroupSummaryView;
  /** Ids of the callbacks this caused. */
  callbacks: string[];
}

export interface JoinOutcome extends GroupChange {
  outcome: 'joined' | 'already_in';
  /** The group was made for her, because the others were full. */
  created: boolean;
}

export interface GroupEndpoints {
  /** Those of one person (member or customer), or all; the latest talk first. Dismissed ones only with `dismissed=1`. */
  'GET /control/groups': {
    query: PageQuery & { person?: string; owner?: string; search?: string; dismissed?: string };
    response: Page<GroupSummaryView>;
  };
  /** A member makes a group of colleagues and own customers: one `create`. `capacity` 0 = limits.groupMembers. */
  'POST /control/groups': {
    body: { owner: string; name?: string; members?: string[]; customers?: string[]; capacity?: number };
    response: GroupChange;
  };
  'GET /control/groups/:chatId': { response: GroupView };
  /**
   * `by` (default the owner) changes name, notice and owner, each with its event; admins, welcome template, and as the sandbox's
   * director capacity and status, with none.
   */
  'POST /control/groups/:chatId': {
    body: {
      by?: string;
      name?: string;
      notice?: string;
      owner?: string;
      admins?: string[];
      welcomeTemplateId?: string;
      capacity?: number;
      status?: number;
    };
    response: GroupChange;
  };
  /** Somebody in the group brings others in: `direct` (default; a member only own friends), or they followed a `link`. */
  'POST /control/groups/:chatId/invite': {
    body: { by: string; ids: string[]; way?: 'direct' | 'link' };
    response: GroupChange;
  };
  'POST /control/groups/:chatId/leave': { body: { id: string }; response: GroupChange };
  /** `by` (default the owner) is the owner or an admin. */
  'POST /control/groups/:chatId/remove': { body: { by?: string; ids: string[] }; response: GroupChange };
  'POST /control/groups/:chatId/dismiss': { body: { by?: string }; response: GroupChange };
  /** So many strangers scan the group's code within a moment: one event each. At most 10,000; `state` as of a join way. */
  'POST /control/groups/:chatId/rush': {
    body: { people: number; state?: string };
    response: { memberCount: number; callbacks: number; tookMs: number };
  };
  /** Oldest first. `after` = only with a greater `seq`; without it the newest `limit`. */
  'GET /control/groups/:chatId/messages': {
    query: { after?: string; limit?: string };
    response: { items: GroupMessageView[] };
  };
  /** Text may be given as `text` for short. */
  'POST /control/groups/:chatId/messages': {
    body: { from: string; text?: string; content?: ChatContent };
    response: GroupMessageView;
  };

  /** Whoever said it takes it back, within two minutes. */
  'POST /control/groups/:chatId/messages/:id/recall': { body: { by: string }; response: GroupMessageView };

  // Group codes
  'GET /control/join-ways': { query: PageQuery & { search?: string }; response: Page<JoinWayView> };
  /** By `configId`, by `state` (newest way with it), or by the decoded text of a code (`scanUrl`). */
  'POST /control/join': {
    body: { externalUserId: string; configId?: string; state?: string; scanUrl?: string };
    response: JoinOutcome;
  };
  /** What she sees before she joins. */
  'POST /control/join/preview': {
    body: { externalUserId: string; configId?: string; state?: string; scanUrl?: string };
    response: JoinPreview;
  };

  /** Adds made-up groups, people who are only in groups where there are not enough. Nothing is told to the receiver. */
  'POST /control/generate-groups': {
    body: { groups: number; members: number };
    response: { groups: number; members: number; customers: number; tookMs: number };
  };
}
