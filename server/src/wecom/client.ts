import type { Clock } from '../platform/clock.ts';
import type { Database } from '../platform/database/database.ts';
import type { Logger } from '../platform/log.ts';
import type { Metrics } from '../platform/metrics.ts';
import type { DataKeys } from '../platform/secrets.ts';
import { contactWayApi } from './api/contact-way.ts';
import { corpTagApi } from './api/corp-tag.ts';
import { departmentApi } from './api/department.ts';
import { externalContactApi } from './api/external-contact.ts';
import { groupChatApi } from './api/group-chat.ts';
import { groupWelcomeApi } from './api/group-welcome.ts';
import { interceptRuleApi } from './api/intercept-rule.ts';
import { massMessageApi } from './api/mass-message.ts';
import { mediaApi } from './api/media.ts';
import { memberApi } from './api/member.ts';
import { momentApi } from './api/moment.ts';
import { msgauditApi } from './api/msgaudit.ts';
import { messageApi } from './api/message.ts';
import { oauthApi } from './api/oauth.ts';
import { platformApi } from './api/platform.ts';
import { ticketApi } from './api/ticket.ts';
import { createCaller } from './caller.ts';

export interface WecomSettings {
  corpId: string;
  agentId: number;
  agentSecret: string;
  apiBase: string;
  oauthBase: string;
  loginBase: string;
  /** Of the chat archive, which has tokens of its own; null where there is none. */
  archiveSecret: string | null;
  /** Per API; see `budget-table.ts`. */
  callsPerMinute: number;
  callsPerHour: number;
}

export interface WecomClientParts {
  config: WecomSettings;
  db: Database;
  keys: DataKeys;
  log: Logger;
  clock: Clock;
  metrics: Metrics;
}

/** WeCom as the rest of the program calls it: one group per family of the documents. Never inside a transaction. */
export function createWecomClient(parts: WecomClientParts) {
  const caller = createCaller(parts);
  const { archiveSecret } = parts.config;
  const archiveCaller = archiveSecret
    ? createCaller({ ...parts, config: { ...parts.config, agentSecret: archiveSecret } })
    : null;
  return {
    externalContact: externalContactApi(caller),
    contactWay: contactWayApi(caller),
    groupChat: groupChatApi(caller),
    groupWelcome: groupWelcomeApi(caller),
    interceptRule: interceptRuleApi(caller),
    tag: corpTagApi(caller),
    member: memberApi(caller),
    department: departmentApi(caller),
    message: messageApi(caller, parts.config),
    massMessage: massMessageApi(caller),
    moment: momentApi(caller),
    media: mediaApi(caller),
    oauth: oauthApi(caller, parts.config),
    ticket: ticketApi(caller, parts),
    platform: platformApi(caller),
    /** null where no archive is configured. */
    msgaudit: archiveCaller && msgauditApi(archiveCaller),
    /** Ends idle connections. */
    close() {
      caller.close();
      archiveCaller?.close();
    },
  };
}

export type WecomClient = ReturnType<typeof createWecomClient>;
