import { randomBytes } from 'node:crypto';
import * as contracts from '@zhike/shared/contracts/jssdk';
import type { Config } from '../config.ts';
import type { Clock } from '../platform/clock.ts';
import { InvalidInput } from '../platform/errors.ts';
import type { Routers } from '../routers.ts';
import type { WecomClient } from './client.ts';
import { isOwnPage, signJssdkPage, withoutFragment } from './jssdk-signature.ts';

interface Parts {
  config: Config;
  clock: Clock;
  wecom: WecomClient;
}

export function jssdkRoutes(routers: Routers, { config, clock, wecom }: Parts): void {
  routers.member.handle(contracts.signJssdkUrl, async ({ query, ctx }) => {
    if (!isOwnPage(query.url, ownOrigins(config))) {
      throw new InvalidInput({ issues: [{ path: 'query.url', message: 'is not a page of PUBLIC_URL' }] });
    }
    const url = withoutFragment(query.url);
    if (query.renew) await wecom.ticket.renew();
    const [corp, app] = await Promise.all([wecom.ticket.corp(), wecom.ticket.app()]);
    const timestamp = Math.floor(clock.machineNow() / 1000);
    const sign = (ticket: string) => {
      const nonceStr = randomBytes(12).toString('base64url');
      return { timestamp, nonceStr, signature: signJssdkPage({ ticket, nonceStr, timestamp, url }) };
    };
    ctx.set('cache-control', 'no-store');
    return {
      corpId: config.wecom.corpId,
      agentId: String(config.wecom.agentId),
      corp: sign(corp.value),
      app: sign(app.value),
    };
  });
}

/** In the demo a person may have opened `localhost` instead of `127.0.0.1`. */
function ownOrigins(config: Config): string[] {
  const { origin, port } = new URL(config.http.publicUrl);
  return config.demo ? [origin, `http://localhost:${port}`, `http://127.0.0.1:${port}`] : [origin];
}
