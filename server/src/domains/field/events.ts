import { eventType } from '../../platform/delivery/event.ts';

/** Pages that show stages read them again. */
export const stagesChanged = eventType<{ stageIds: string[]; byUserId: string }>('stage.changed');

/** Pages that show custom fields read them again. */
export const customFieldsChanged = eventType<{ fieldIds: string[]; byUserId: string }>('custom_field.changed');
