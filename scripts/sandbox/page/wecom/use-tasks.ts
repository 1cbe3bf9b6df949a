import { useResource } from '../api/use-resource.ts';

/** Mass messages of one member: what waits for her and what she has sent. */
export const useMassTasks = (memberId: string) =>
  useResource(
    'GET /control/members/:userId/mass-tasks',
    memberId ? { params: { userId: memberId }, query: { limit: '50' } } : null,
    (event) => event.kind === 'mass-message' && (event.userId === '' || event.userId === memberId),
  );

/** Moments of one member: what waits for her and what she has published. */
export const useMemberMoments = (memberId: string) =>
  useResource(
    'GET /control/members/:userId/moments',
    memberId ? { params: { userId: memberId }, query: { limit: '50' } } : null,
    (event) => event.kind === 'moment' && (event.userId === '' || event.userId === memberId),
  );
