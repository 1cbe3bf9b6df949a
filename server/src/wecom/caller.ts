import type { WecomCaller } from './call.ts';
import type { WecomClientParts } from './client.ts';

export declare function createCaller(parts: WecomClientParts): WecomCaller & { close(): void };
