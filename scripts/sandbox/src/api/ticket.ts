/** JS-SDK tickets: doc 90506. */
import { currentGrant, issueGrant } from '../world/grants.ts';
import type { Grant } from '../world/types.ts';
import type { Call, Endpoint, Reply } from './endpoint.ts';
import { fail } from './errors.ts';

const hourMs = 3_600_000;
const ticketSeconds = 7_200;

export const getJsapiTicket: Endpoint = {
  method: 'GET',
  path: '/cgi-bin/get_jsapi_ticket',
  doc: '90506',
  title: '获取企业 jsapi_ticket',
  token: 'app',
  errors: [45009],
  handle: (call) => ticket(call, 'corp_ticket'),
};

export const getAgentTicket: Endpoint = {
  method: 'GET',
  path: '/cgi-bin/ticket/get',
  doc: '90506',
  title: '获取应用 jsapi_ticket',
  token: 'app',
  errors: [45009],
  handle(call) {
    if (call.query.required('type') !== 'agent_config') fail(40035, 'type');
    return ticket(call, 'app_ticket');
  },
};

export const ticketEndpoints = [getJsapiTicket, getAgentTicket];

/** 400 calls an hour for the corp and 100 for one app, both kinds together (doc 90312). */
function ticket({ sandbox, now }: Call, kind: Grant['kind']): Reply {
  const { rates, limits, credentials } = sandbox;
  if (rates.countIn('tickets corp', now, hourMs) > limits.ticketsPerHourCorp) fail(45009);
  if (rates.countIn('tickets app', now, hourMs) > limits.ticketsPerHourApp) fail(45009);
  const holder = String(credentials.agentId);
  const grant = currentGrant(sandbox, kind, holder) ?? issueGrant(sandbox, kind, holder, ticketSeconds);
  return { ticket: grant.text, expires_in: Math.round((grant.expiresAt - now) / 1_000) };
}
