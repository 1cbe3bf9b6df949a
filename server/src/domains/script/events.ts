import { eventType } from '../../platform/delivery/event.ts';

/** Scripts or their categories changed: pages that show them ask anew, of one's own only the owner's. */
export const scriptSaved = eventType<{ scriptId: string }>('script.saved');
export const scriptCategoriesChanged = eventType<Record<string, never>>('script.categories_changed');

/** Both kinds of content: what went into a chat (recorded by the material library). */
export { contentSent } from '../material/events.ts';
