/** Mass messages in the control API; see contract.ts for how it reads. */
import type { Page, PageQuery } from './contract.ts';
import type { MassMessageView, MassTaskView } from './views-mass.ts';

export interface MassEndpoints {
  /** Newest first. */
  'GET /control/mass-messages': { query: PageQuery; response: Page<MassMessageView> };
  /** What waits for a member's confirmation, and what she has sent, newest first. `waiting=1` = only what waits. */
  'GET /control/members/:userId/mass-tasks': {
    query: PageQuery & { waiting?: string };
    response: Page<MassTaskView> & { waiting: number };
  };
  /** She confirms. `receivers` (external_userids or chat_ids) only where she may choose; left out = all. */
  'POST /control/members/:userId/mass-tasks/:msgId/send': { body: { receivers?: string[] }; response: MassTaskView };
  /** A mass message of her own, made and sent in the client (create_type 1). It uses up the receivers' quota as well. */
  'POST /control/members/:userId/mass-messages': {
    body: { text: string; customers?: string[]; groups?: string[] };
    response: MassTaskView;
  };
}
