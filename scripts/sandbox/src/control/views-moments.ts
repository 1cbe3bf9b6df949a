/** What the control API shows of moments (客户朋友圈). Types only, like views.ts. */

/** One member's part of a moment: for her to publish, then for her customers to see. */
export interface MomentView {
  momentId: string;
  /** The publishing member. */
  userId: string;
  memberName: string;
  memberAvatar: string;
  createdAt: number;
  /** userid of whoever made it in the client; empty = the company, through the API. */
  creator: string;
  text: string;
  /** Addresses that always load. */
  images: string[];
  video: string;
  link: { title: string; url: string; picUrl: string } | null;
  status: 'waiting' | 'published' | 'cancelled';
  publishedAt: number;
  /** Only customers with certain tags may see it. */
  isPartly: boolean;
  customerCount: number;
  visibleCount: number;
  likes: { by: string; name: string; at: number }[];
  comments: { by: string; name: string; at: number; text: string }[];
}
