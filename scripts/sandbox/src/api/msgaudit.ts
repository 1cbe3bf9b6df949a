/** Consent to archiving: doc 91782, 91614. The messages themselves come through the native SDK and are not emulated here. */
import type { Endpoint } from './endpoint.ts';
import { fail } from './errors.ts';
import { Parameters } from './parameters.ts';

const mostPairs = 100;

export const checkSingleAgree: Endpoint = {
  method: 'POST',
  path: '/cgi-bin/msgaudit/check_single_agree',
  doc: '91782',
  title: '查询会话存档同意情况',
  token: 'archive',
  errors: [301060, 301061],
  handle({ sandbox, body }) {
    const pairs = body.list('info', { missing: 40063, max: mostPairs, tooMany: 301060 });
    const agreeinfo = pairs.map((item) => {
      if (typeof item !== 'object' || item === null) return fail(40035, 'info');
      const pair = new Parameters(item as Record<string, unknown>);
      // Misspelt in the real API.
      const relation =
        sandbox.world.relations.of(pair.required('userid'), pair.required('exteranalopenid')) ?? fail(301061);
      return {
        status_change_time: Math.floor((relation.consentAt || relation.addedAt) / 1_000),
        userid: relation.userId,
        exteranalopenid: relation.externalUserId,
        agree_status: relation.consent === 'agree' ? 'Agree' : 'Disagree',
      };
    });
    return { agreeinfo };
  },
};

export const getPermitUserList: Endpoint = {
  method: 'POST',
  path: '/cgi-bin/msgaudit/get_permit_user_list',
  doc: '91614',
  title: '读取会话存档成员',
  token: 'archive',
  errors: [],
  handle: ({ sandbox }) => ({
    ids: sandbox.world.members.filter((member) => member.archived).map((member) => member.userId),
  }),
};

export const msgauditEndpoints = [checkSingleAgree, getPermitUserList];
