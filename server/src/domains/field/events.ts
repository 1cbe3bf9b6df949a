import { eventType } from '../../platform/delivery/event.ts';

/** Pages that show stages read them again. */
export const stagesChanged = eventType<{ stageIds: string[]; byUserId: string }>('stage.changed');
