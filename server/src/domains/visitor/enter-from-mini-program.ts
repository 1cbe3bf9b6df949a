import type { Context } from 'koa';
import type { Dependencies } from '../../dependencies.ts';
import { describeError } from '../../platform/errors.ts';
import { findSession } from '../customer-app/store.ts';
import { needNotAskWechat } from './ask-wechat.ts';
import { openTicket, sealTicket } from './mini-program-ticket.ts';
import { recogniseByMiniProgram } from './recognise-by-wechat.ts';
import { keepVisitorToken, newVisitorToken, readVisitorToken } from './visitor-token.ts';

const TICKET = 'as';

/** Where the mini-program opens a link for somebody who is signed in there: a path of our host, good for two minutes. */
export function pathForMiniProgram(
  { keys, clock }: Pick<Dependencies, 'keys' | 'clock'>,
  sessionId: string,
  linkKey: string,
): string {
  return `/t/${linkKey}?${TICKET}=${sealTicket(keys, sessionId, linkKey, clock.machineNow())}`;
}

export const comesFromMiniProgram = (ctx: Context): boolean => ctx.query[TICKET] !== undefined;

/**
 * Makes the browser known by the ticket it brings, and leads on to the address without it, which can be passed on. A ticket that is worth
 * nothing, or whatever else goes wrong, makes nobody known; the material is shown.
 */
export async function enterFromMiniProgram(deps: Dependencies, ctx: Context, linkKey: string): Promise<void> {
  const { config, db, log } = deps;
  const given = ctx.query[TICKET];
  const machineNow = deps.clock.machineNow();
  const sessionId = typeof given === 'string' ? openTicket(deps.keys, given, linkKey, machineNow) : null;
  try {
    const session = sessionId ? await findSession(db.read, sessionId) : null;
    if (session && session.expiresAt > machineNow) {
      const token = readVisitorToken(ctx, config) ?? newVisitorToken();
      await recogniseByMiniProgram(deps, token, { openId: session.openId, unionId: session.unionId });
      keepVisitorToken(ctx, config, token);
      needNotAskWechat(ctx, config);
    }
  } catch (error) {
    log.warn({ error: describeError(error) }, 'whose mini-program opened a link could not be kept');
  }
  ctx.set('cache-control', 'no-store');
  ctx.redirect(`/t/${linkKey}`);
}
