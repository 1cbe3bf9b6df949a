/** Moments (客户朋友圈) in the control API; see contract.ts for how it reads. */
import type { Page, PageQuery } from './contract.ts';
import type { MomentView } from './views-moments.ts';

export interface MomentEndpoints {
  /** What waits to be published by a member, and what she has published, newest first. */
  'GET /control/members/:userId/moments': { query: PageQuery; response: Page<MomentView> & { waiting: number } };
  'POST /control/members/:userId/moments/:momentId/publish': { response: MomentView };
  /** A moment of her own, made and published in the client (create_type 1), for all her customers. */
  'POST /control/members/:userId/moments': { body: { text: string }; response: MomentView };
  /** What a customer sees in WeChat, newest first. */
  'GET /control/customers/:externalUserId/moments': { query: PageQuery; response: Page<MomentView> };
  /** `by`: a customer who sees it, or the publisher. `like` false takes it back. */
  'POST /control/members/:userId/moments/:momentId/like': {
    body: { by: string; like?: boolean };
    response: MomentView;
  };
  'POST /control/members/:userId/moments/:momentId/comments': {
    body: { by: string; text: string };
    response: MomentView;
  };
}
