import { openLinkInMiniProgram } from '@zhike/shared/contracts/customer-app';
import * as contracts from '@zhike/shared/contracts/visitor';
import type { Context } from 'koa';
import type { Dependencies } from '../../dependencies.ts';
import type { Routers } from '../../routers.ts';
import { findSignedIn } from '../corp/member-authentication.ts';
import { memberCards } from '../corp/store.ts';
import { LinkNotFound } from '../touch/errors.ts';
import { sendCover, sendMedia, sendPage } from './files.ts';
import { beatDeskOf, NOT_COUNTED } from './beat-desk.ts';
import { isShownAsPage, openLink, type OpenedLink, openUsableLink } from './open-link.ts';
import { noticeHtml, type Notice, pageHtml } from './page-html.ts';
import { wantPagesAgain } from './pages/make-pages.ts';
import { presentPage } from './present-page.ts';
import { keepVisitorToken, newVisitorToken, readVisitorToken } from './visitor-token.ts';
import { pageSecurityPolicy, phoneFinderPolicy } from './security-policy.ts';
import { askWechat } from './ask-wechat.ts';
import { comesFromMiniProgram, enterFromMiniProgram, pathForMiniProgram } from './enter-from-mini-program.ts';
import { forgetDemoPhone, isPhoneUnknown, PHONE_FINDER } from './demo-phone.ts';

const GONE = 410;

/** What customers open in WeChat, without signing in, and what the page tells while they read. */
export function visitorRoutes({ visitor, customer }: Routers, deps: Dependencies): void {
  const { config, db } = deps;
  const desk = beatDeskOf(deps);

  visitor.handleRaw({ method: 'GET', path: '/t/:key', audience: 'visitor' }, async ({ ctx }) => {
    const opened = await openLink(db.read, deps, String(ctx.params.key));
    if (!opened) return show(ctx, 404, { title: '链接无效', text: '没有找到这份资料,请联系发给你链接的人。' });
    if (!isShownAsPage(opened)) return showWhyNot(ctx, deps, opened);
    const fromMiniProgram = comesFromMiniProgram(ctx);
    if (isPhoneUnknown(ctx, config, fromMiniProgram || config.wechat.oa !== null)) return askWhichPhone(ctx, config);
    if (fromMiniProgram) return enterFromMiniProgram(deps, ctx, opened.link.linkKey);
    if (await askWechat(deps, ctx, opened.link.linkKey)) return;
    const known = readVisitorToken(ctx, config);
    const token = { value: known ?? newVisitorToken(), wins: known !== null };
    const page = await presentPage(db.read, deps, opened, token);
    if (!page) {
      const isComing = await db.transaction((tx) => wantPagesAgain(tx, opened.material.id));
      return showWhyNot(ctx, deps, isComing ? { ...opened, state: 'preparing' } : opened);
    }
    forgetDemoPhone(ctx, config);
    setPageHeaders(ctx, deps);
    ctx.body = await pageHtml(page, config, ctx.hostname);
  });

  visitor.handleRaw({ method: 'GET', path: '/t/:key/cover', audience: 'visitor' }, async ({ ctx }) =>
    sendCover(ctx, deps, await openUsableLink(db.read, deps, String(ctx.params.key))),
  );
  for (const [name, isThumbnail] of [
    ['pages', false],
    ['thumbnails', true],
  ] as const)
    visitor.handleRaw({ method: 'GET', path: `/t/:key/${name}/:page`, audience: 'visitor' }, async ({ ctx }) => {
      const { material } = await openUsableLink(db.read, deps, String(ctx.params.key));
      await sendPage(ctx, deps, material, String(ctx.params.page), isThumbnail);
    });
  visitor.handleRaw({ method: 'GET', path: '/t/:key/media/:mediaId', audience: 'visitor' }, async ({ ctx }) =>
    sendMedia(ctx, deps, await openUsableLink(db.read, deps, String(ctx.params.key)), String(ctx.params.mediaId)),
  );

  customer.handle(openLinkInMiniProgram, async ({ viewer, params }) => {
    const opened = await openLink(db.read, deps, params.linkKey);
    if (!opened) throw new LinkNotFound();
    return { path: pathForMiniProgram(deps, viewer.sessionId, opened.link.linkKey), title: opened.material.title };
  });

  visitor.handle(contracts.sendBeat, async ({ body, ctx }) => {
    if (await isColleague(deps, ctx, body)) return NOT_COUNTED;
    const answer = await desk.take(body, ctx.req);
    if (answer.counted) keepVisitorToken(ctx, config, body.token);
    return answer;
  });
}

/**
 * Members look at what they share, and are told nothing of it. In the demo the rep is signed in on every simulated phone, since all
 * share one browser.
 */
async function isColleague(deps: Dependencies, ctx: Context, beat: contracts.Beat): Promise<boolean> {
  if (deps.config.demo && beat.phone) return false;
  return (await findSignedIn(deps, ctx)) !== null;
}

async function showWhyNot(ctx: Context, { db }: Dependencies, { link, state }: OpenedLink): Promise<void> {
  const name = (await memberCards(db.read, [link.userId])).get(link.userId)?.name;
  const ask = name ? `请联系 ${name}` : '请联系发给你链接的人';
  switch (state) {
    case 'preparing':
      return show(ctx, 200, { title: '资料正在准备', text: '马上就好,页面会自动刷新。', againAfterSeconds: 5 });
    case 'upcoming':
      return show(ctx, 200, { title: '这份资料还没有开放', text: `${ask}了解什么时候可以看。` });
    default:
      return show(ctx, GONE, { title: '这份资料已不再提供', text: `${ask}。` });
  }
}

function show(ctx: Context, status: number, notice: Notice): void {
  ctx.status = status;
  ctx.type = 'html';
  ctx.set('cache-control', 'no-store');
  ctx.set('x-robots-tag', 'noindex, nofollow');
  ctx.set('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'");
  ctx.body = noticeHtml(notice);
}

function askWhichPhone(ctx: Context, config: Dependencies['config']): void {
  ctx.type = 'html';
  ctx.set('cache-control', 'no-store');
  ctx.set('content-security-policy', phoneFinderPolicy(config));
  ctx.body = PHONE_FINDER;
}

function setPageHeaders(ctx: Context, { config }: Pick<Dependencies, 'config'>): void {
  ctx.type = 'html';
  // What it leads to, and for whom, is decided at each opening.
  ctx.set('cache-control', 'no-store');
  ctx.set('x-robots-tag', 'noindex, nofollow');
  ctx.set('referrer-policy', 'no-referrer');
  ctx.set('content-security-policy', pageSecurityPolicy(config));
}
