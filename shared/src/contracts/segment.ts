import { z } from 'zod';
import { Empty, Id, page, pageQuery, Timestamp } from './common.ts';
import { MemberRef } from './customer.ts';
import { endpoint } from './endpoint.ts';
import { Filter } from './filter.ts';

/**
 * Segments (人群): saved filters of customers. Who is in one is asked anew each time, with the asker's own scope: lists and counts take
 * the filter (see customer.ts).
 */

/** Who finds it: whoever made it; whoever shares a department with her; everybody. */
export const SegmentVisibility = z.enum(['own', 'department', 'everybody']);
export type SegmentVisibility = z.infer<typeof SegmentVisibility>;

export const SegmentDraft = z.object({
  name: z.string().trim().min(1).max(30),
  description: z.string().trim().max(200).default(''),
  filter: Filter,
  visibility: SegmentVisibility,
});
export type SegmentDraft = z.infer<typeof SegmentDraft>;

export const SegmentView = SegmentDraft.extend({
  id: Id,
  owner: MemberRef,
  /** The filter as a person says it. */
  sentence: z.string(),
  /** Goes back with a change; one made from an older version is refused. */
  version: z.int(),
  createdAt: Timestamp,
  updatedAt: Timestamp,
  can: z.object({ edit: z.boolean() }),
});
export type SegmentView = z.infer<typeof SegmentView>;

const params = z.object({ segmentId: Id });

export const listSegments = endpoint({
  method: 'GET',
  path: '/api/segments',
  audience: 'member',
  summary: 'Segments the viewer may use, newest first',
  query: z.object(pageQuery),
  response: page(SegmentView),
});

export const getSegment = endpoint({
  method: 'GET',
  path: '/api/segments/:segmentId',
  audience: 'member',
  summary: 'One segment',
  params,
  response: SegmentView,
});

export const createSegment = endpoint({
  method: 'POST',
  path: '/api/segments',
  audience: 'member',
  summary: 'Save a filter as a segment',
  body: SegmentDraft,
  response: SegmentView,
});

export const copySegment = endpoint({
  method: 'POST',
  path: '/api/segments/:segmentId/copies',
  audience: 'member',
  summary: 'A copy of one’s own, seen by nobody else',
  params,
  response: SegmentView,
});

export const updateSegment = endpoint({
  method: 'PUT',
  path: '/api/segments/:segmentId',
  audience: 'member',
  summary: 'Change a segment; refused when somebody else has changed it meanwhile',
  params,
  body: SegmentDraft.extend({ version: z.int() }),
  response: SegmentView,
});

export const deleteSegment = endpoint({
  method: 'DELETE',
  path: '/api/segments/:segmentId',
  audience: 'member',
  summary: 'Delete a segment; the customers stay as they are',
  params,
  response: Empty,
});
