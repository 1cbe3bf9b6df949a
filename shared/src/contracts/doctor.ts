import { z } from 'zod';
import { Timestamp } from './common.ts';
import { endpoint } from './endpoint.ts';

export const DoctorResult = z.object({
  id: z.string(),
  /** What was looked at, Chinese. */
  title: z.string(),
  status: z.enum(['ok', 'warn', 'fail', 'skipped']),
  /** What was found, one sentence. */
  message: z.string(),
  /** What to do; absent when all is well. */
  repair: z.string().optional(),
  /** How long the look took, ms. */
  tookMs: z.int(),
});
export type DoctorResult = z.infer<typeof DoctorResult>;

export const DoctorReport = z.object({ checkedAt: Timestamp, results: z.array(DoctorResult) });
export type DoctorReport = z.infer<typeof DoctorReport>;

export const runDoctor = endpoint({
  method: 'GET',
  path: '/api/doctor',
  audience: 'member',
  roles: ['admin'],
  summary: 'Check every prerequisite against the live configuration',
  response: DoctorReport,
});
