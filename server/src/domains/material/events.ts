import type { MaterialKind, SendWay } from '@zhike/shared/contracts/material-content';
import { eventType } from '../../platform/delivery/event.ts';

/** The library changed: pages that show it ask anew, everybody's; so they name no member. */
export const materialSaved = eventType<{ materialId: string }>('material.saved');
export const materialFoldersChanged = eventType<Record<string, never>>('material.folders_changed');

/** A material or a script went into a chat, by the word of the rep's client. */
export const contentSent = eventType<{
  sendId: string;
  userId: string;
  materialId: string | null;
  materialKind: MaterialKind | null;
  scriptId: string | null;
  way: SendWay;
}>('content.sent');
