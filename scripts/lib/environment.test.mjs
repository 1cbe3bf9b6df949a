import { expect, test } from 'vitest';
import { wantsRealThing } from './environment.mjs';

test.each([
  [{}, {}, false],
  [{ PATH: '/bin', PORT: '3000' }, { TIME_ZONE: 'Asia/Shanghai' }, false],
  [{ WECOM_CORP_ID: 'ww1' }, {}, true],
  [{}, { WECOM_AGENT_SECRET: 's' }, true],
  // Set but empty is a real start that will say what is missing; demo data must never appear instead.
  [{ WECOM_CORP_ID: '' }, {}, true],
])('environment %j with .env %j: real = %s', (environment, dotEnv, real) => {
  expect(wantsRealThing(environment, dotEnv)).toBe(real);
});
