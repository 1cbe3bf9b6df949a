import { z } from 'zod';

/** What people call something that an SOP names by id. What never was has no name. */
export const SopName = z.object({
  kind: z.enum(['tag', 'stage', 'field', 'material', 'script']),
  id: z.string(),
  name: z.string(),
  /** False: removed or retired since; it must be chosen anew before the SOP can be saved. */
  isUsable: z.boolean(),
});
export type SopName = z.infer<typeof SopName>;

/** A material or script that is to be sent, by its title. */
export const SopSending = z.object({ id: z.string(), title: z.string() });
