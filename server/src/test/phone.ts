import { randomBytes } from 'node:crypto';
import { type BeatSent, sendBeat } from '@zhike/shared/contracts/visitor';
import type { TestServer } from './start-test-server.ts';

export const WECHAT =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 MicroMessenger/8.0.54(0x1800362c) NetType/WIFI Language/zh_CN';

const random = () => randomBytes(18).toString('base64url');

/** One browser of somebody who was sent a link; each `open` is a visit. */
export function phone(server: Pick<TestServer, 'api'>, headers: Record<string, string> = {}) {
  const token = random();
  return {
    token,
    open(key: string) {
      const visit = random();
      let seq = 0;
      const beat = async (fields: Partial<BeatSent> = {}) => {
        seq = fields.seq ?? seq + 1;
        const body: BeatSent = { key, token, visit, seconds: 3, percent: 10, ...fields, seq };
        const answer = await server.api.request('POST', sendBeat.path, {
          headers: { 'user-agent': WECHAT, ...headers },
          body,
        });
        return answer as Omit<typeof answer, 'body'> & {
          body: { counted: boolean; ownKey: string | null; code?: string };
        };
      };
      return { visit, beat };
    },
  };
}
