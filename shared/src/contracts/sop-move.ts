import { z } from 'zod';
import { Timestamp } from './common.ts';

/** The last time that customers under way were moved to a newer version, and how far that is. */
export const SopMove = z.object({
  version: z.int(),
  status: z.enum(['running', 'done', 'failed']),
  total: z.int(),
  moved: z.int(),
  startedAt: Timestamp,
  finishedAt: Timestamp.nullable(),
});
export type SopMove = z.infer<typeof SopMove>;
