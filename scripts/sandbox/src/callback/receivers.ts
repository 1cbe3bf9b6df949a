import type { Credentials } from '../credentials.ts';
import type { Settings } from '../control/views-switches.ts';
import { archiveAgentId, type ReceiverKeys } from './seal.ts';

/** Absent in state files of older versions: the app's. */
type Receiver = 'app' | 'archive' | undefined;

export function urlOf(settings: Settings, receiver: Receiver): string {
  return receiver === 'archive' ? settings.archive.callbackUrl : settings.callbackUrl;
}

export function keysOf(credentials: Credentials, receiver: Receiver): ReceiverKeys {
  if (receiver !== 'archive') return credentials;
  const { corpId, archiveCallbackToken, archiveCallbackAesKey } = credentials;
  return {
    corpId,
    agentId: archiveAgentId,
    callbackToken: archiveCallbackToken,
    callbackAesKey: archiveCallbackAesKey,
  };
}
