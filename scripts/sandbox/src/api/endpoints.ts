import { contactWayEndpoints } from './contact-way.ts';
import { corpTagEndpoints } from './corp-tag.ts';
import { departmentEndpoints } from './department.ts';
import type { Endpoint } from './endpoint.ts';
import { externalContactEndpoints } from './external-contact.ts';
import { groupChatEndpoints } from './group-chat.ts';
import { groupJoinWayEndpoints } from './group-join-way.ts';
import { groupWelcomeEndpoints } from './group-welcome-template.ts';
import { groupMsgEndpoints } from './groupmsg.ts';
import { interceptRuleEndpoints } from './intercept-rule.ts';
import { getApiDomainIp, getCallbackIp } from './ip-list.ts';
import { markTag } from './mark-tag.ts';
import { mediaEndpoints } from './media.ts';
import { messageEndpoints } from './message.ts';
import { msgauditEndpoints } from './msgaudit.ts';
import { momentEndpoints } from './moment.ts';
import { momentTaskEndpoints } from './moment-task.ts';
import { addMsgTemplate } from './msg-template.ts';
import { oauthCodeEndpoints } from './oauth-code.ts';
import { remark } from './remark.ts';
import { ticketEndpoints } from './ticket.ts';
import { getToken } from './token.ts';
import { transferEndpoints } from './transfer.ts';
import { userEndpoints } from './user.ts';
import { sendWelcomeMessage } from './welcome.ts';

/** Every emulated call, by path. Anything else answers 48005 and says that it is not emulated. */
export const endpoints: ReadonlyMap<string, Endpoint> = new Map(
  [
    getToken,
    getCallbackIp,
    getApiDomainIp,
    ...userEndpoints,
    ...departmentEndpoints,
    ...externalContactEndpoints,
    remark,
    sendWelcomeMessage,
    markTag,
    ...corpTagEndpoints,
    ...contactWayEndpoints,
    ...groupChatEndpoints,
    ...groupJoinWayEndpoints,
    ...groupWelcomeEndpoints,
    ...interceptRuleEndpoints,
    addMsgTemplate,
    ...groupMsgEndpoints,
    ...momentTaskEndpoints,
    ...momentEndpoints,
    ...transferEndpoints,
    ...messageEndpoints,
    ...mediaEndpoints,
    ...oauthCodeEndpoints,
    ...ticketEndpoints,
    ...msgauditEndpoints,
  ].map((endpoint): [string, Endpoint] => [endpoint.path, endpoint]),
);
