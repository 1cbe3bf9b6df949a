import type { Dependencies } from '../dependencies.ts';
import type { AnyScenario } from '../platform/delivery/scenario.ts';
import { renewMediaIds } from './every-minute/renew-media-ids.ts';
import { wakeStuckNoticesAgain } from './every-minute/wake-stuck-notices.ts';

/** Everything that happens by itself, listed by hand in the order a reader would tell it. */
export const scenarios: readonly AnyScenario<Dependencies>[] = [renewMediaIds, wakeStuckNoticesAgain];
