/** Moments (客户朋友圈) as the sandbox remembers them. Plain values. Moments in time are ms of the sandbox clock. */

export type MomentAttachment =
  | { kind: 'image'; mediaId: string; url: string }
  | { kind: 'video'; mediaId: string; url: string }
  | { kind: 'link'; title: string; linkUrl: string; mediaId: string; url: string };

/** What members are asked to publish (doc 95094), or what one of them published herself. */
export interface Moment {
  momentId: string;
  /** Creation order: the cursor of the list. */
  seq: number;
  /** Empty for one that a member made in the client. */
  jobId: string;
  createdAt: number;
  /** userid of whoever made it in the client; empty for the API. */
  creator: string;
  text: string;
  attachments: MomentAttachment[];
  /** Only customers with certain tags see it. */
  isPartly: boolean;
  /** 0 = it was not. */
  cancelledAt: number;
}

/** One member's part of a moment, which she publishes or leaves. */
export interface MomentTask {
  momentId: string;
  seq: number;
  userId: string;
  /** 0 = not yet. */
  publishedAt: number;
  /** external_userids in the chosen visible range. */
  customers: string[];
  /** Who of them can see it, since it was published. */
  visibleTo: string[];
  likes: MomentReaction[];
  comments: (MomentReaction & { text: string })[];
}

export interface MomentReaction {
  /** external_userid or userid. */
  by: string;
  at: number;
}

/** A job of add_moment_task: its result is kept for 24 hours. */
export interface MomentJob {
  jobId: string;
  createdAt: number;
  /** Machine clock: when it is done. */
  doneAt: number;
  /** How long it runs, real ms. */
  runsMs: number;
  /** 0 = a moment came of it. */
  errcode: number;
  errmsg: string;
  momentId: string;
  invalidUsers: string[];
  invalidDepartments: number[];
  invalidTags: string[];
}

export const momentTaskKey = (momentId: string, userId: string): string => `${momentId}\n${userId.toLowerCase()}`;
