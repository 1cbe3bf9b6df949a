import { z } from 'zod';
import { Day, Id, Timestamp, UserId, page, pageQuery } from './common.ts';
import { dayRange } from './day-range.ts';
import { endpoint } from './endpoint.ts';

/** Touch (触点): tracked links, and who opened what of them, how far and how long. */

/** Letters and digits, hard to guess. */
export const LinkKey = z.string().regex(/^[0-9A-Za-z]{10}$/);

/** How the visitor is known: by WeChat (`weapp` mini-program, `wechat` official account), only by the link she was sent, or not at all. */
export const VisitorKnownBy = z.enum(['weapp', 'wechat', 'link', 'nobody']);
export type VisitorKnownBy = z.infer<typeof VisitorKnownBy>;

export const VisitView = z.object({
  id: Id,
  material: z.object({ id: Id, title: z.string(), kind: z.string() }),
  /** null: nobody we know. */
  customer: z.object({ id: Id, name: z.string(), avatar: z.string().nullable() }).nullable(),
  knownBy: VisitorKnownBy,
  /** Whose link it was opened through. */
  sharedBy: z.object({ userId: UserId, name: z.string() }),
  /** The customer through whose own link it came here, when she is another one. */
  via: z.object({ id: Id, name: z.string() }).nullable(),
  startedAt: Timestamp,
  lastSeenAt: Timestamp,
  /** Seconds in view. */
  seconds: z.int(),
  /** 0–100: scrolled, played, or pages seen of all. */
  percent: z.int(),
  /** Of brochures: the page in view last, and of how many. */
  page: z.int().nullable(),
  pages: z.int().nullable(),
  /** The nth visit of this visitor to this material. */
  nth: z.int(),
  isReading: z.boolean(),
});
export type VisitView = z.infer<typeof VisitView>;

export const listVisits = endpoint({
  method: 'GET',
  path: '/api/visits',
  audience: 'member',
  summary: 'Visits to what was shared, newest first: of one customer, one material, one sender, or everybody in scope',
  query: z.object({
    ...pageQuery,
    customerId: Id.optional(),
    materialId: Id.optional(),
    userId: UserId.optional(),
    /** Business days, both inclusive. */
    from: Day.optional(),
    to: Day.optional(),
    /** Those that saw everything (90 % and more), or came through a link minted for an earlier visitor. */
    only: z.enum(['finished', 'passed_on']).optional(),
  }),
  response: page(VisitView),
});

export const MaterialStats = z.object({
  from: Day,
  to: Day,
  sent: z.int(),
  /** Sendings whose link was opened. */
  openedSends: z.int(),
  visits: z.int(),
  visitors: z.int(),
  /** Visits that came through a link minted for an earlier visitor. */
  passedOn: z.int(),
  medianSeconds: z.int().nullable(),
  /** Visits that saw everything (90 % and more). */
  finished: z.int(),
  byDay: z.array(z.object({ day: Day, sent: z.int(), visits: z.int() })),
  byMember: z.array(
    z.object({ userId: UserId, name: z.string(), sent: z.int(), openedSends: z.int(), visits: z.int() }),
  ),
  /** Of brochures: how many visits saw the page, and seconds on it all in all. */
  byPage: z.array(z.object({ page: z.int(), visits: z.int(), seconds: z.int() })),
});
export type MaterialStats = z.infer<typeof MaterialStats>;

export const getMaterialStats = endpoint({
  method: 'GET',
  path: '/api/materials/:materialId/stats',
  audience: 'member',
  summary: 'What became of a material between two days, inside the viewer’s scope',
  params: z.object({ materialId: Id }),
  query: dayRange(366),
  response: MaterialStats,
});

export const LibraryStats = z.object({
  sent: z.int(),
  openedSends: z.int(),
  visits: z.int(),
  byMaterial: z.array(
    z.object({ id: Id, title: z.string(), kind: z.string(), sent: z.int(), openedSends: z.int(), visits: z.int() }),
  ),
  byMember: z.array(
    z.object({ userId: UserId, name: z.string(), sent: z.int(), openedSends: z.int(), visits: z.int() }),
  ),
});
export type LibraryStats = z.infer<typeof LibraryStats>;

export const getLibraryStats = endpoint({
  method: 'GET',
  path: '/api/material-stats',
  audience: 'member',
  summary: 'The most used materials and the members who use them, between two days, inside the viewer’s scope',
  query: dayRange(366),
  response: LibraryStats,
});
