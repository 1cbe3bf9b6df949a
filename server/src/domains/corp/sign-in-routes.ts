import type { Context } from 'koa';
import type { Dependencies } from '../../dependencies.ts';
import type { Routers } from '../../routers.ts';
import { isWecomError } from '../../wecom/errors.ts';
import { signInMember } from './actions/sign-in-member.ts';
import type { SignInRefusal } from './audit-refusal.ts';
import { clearSessionCookie, readCookie, writeCookie, writeSessionCookie } from './session-cookie.ts';
import { ABSOLUTE_MS } from './session-store.ts';
import { showSignInPage } from './sign-in-page.ts';
import {
  newSignInState,
  openSignInState,
  safeTarget,
  SIGN_IN_WITHIN_MS,
  type SignInState,
  type SignInWay,
  sealSignInState,
  signInCookieName,
} from './sign-in-state.ts';

const CODE_REFUSED = [40029, 42003];

/** Leaving for WeCom and coming back. Inside the client silently (doc 91022), on a desktop with a QR code (doc 98152). */
export function signInRoutes(routers: Routers, deps: Dependencies): void {
  const get = (path: string) => ({ method: 'GET', path, audience: 'public' }) as const;
  routers.public.handleRaw(get('/auth/wecom'), async ({ ctx }) => leaveForWecom(ctx, deps, 'wecom'));
  routers.public.handleRaw(get('/auth/login'), async ({ ctx }) => leaveForWecom(ctx, deps, 'login'));
  routers.public.handleRaw(get('/auth/callback'), async ({ ctx }) => comeBack(ctx, deps));
}

function leaveForWecom(ctx: Context, { keys, clock, config, wecom }: Dependencies, via: SignInWay): void {
  const state = newSignInState(safeTarget(ctx.query.to), via, clock.machineNow());
  writeCookie(ctx, {
    name: signInCookieName(state.nonce),
    value: sealSignInState(keys, state),
    maxAgeMs: SIGN_IN_WITHIN_MS,
    path: '/auth',
    secure: config.http.secureCookies,
  });
  const link = { redirectUri: `${ownOrigin(ctx, config)}/auth/callback`, state: state.nonce };
  ctx.set('cache-control', 'no-store');
  ctx.redirect(via === 'wecom' ? wecom.oauth.authorizeUrl(link) : wecom.oauth.qrLoginUrl(link));
}

/** WeCom redirects only to the trusted domain. In the demo a person may have opened `localhost` instead of `127.0.0.1`. */
function ownOrigin(ctx: Context, config: Dependencies['config']): string {
  const { port } = new URL(config.http.publicUrl);
  const isLocal = ctx.host === `localhost:${port}` || ctx.host === `127.0.0.1:${port}`;
  return config.demo && isLocal ? `http://${ctx.host}` : config.http.publicUrl;
}

async function comeBack(ctx: Context, deps: Dependencies): Promise<void> {
  const { keys, clock, config, log } = deps;
  const { code, state: nonce } = ctx.query;
  const state =
    typeof nonce === 'string'
      ? openSignInState(keys, readCookie(ctx, signInCookieName(nonce)), nonce, clock.machineNow())
      : null;
  ctx.set('cache-control', 'no-store');
  if (!state || typeof code !== 'string' || code === '') {
    return showSignInPage(ctx, {
      status: 400,
      title: '登录链接已失效',
      text: '可能停留太久,或在另一个浏览器里打开了链接。请重新登录。',
      action: { label: '重新登录', href: again(ctx, state) },
    });
  }
  writeCookie(ctx, {
    name: signInCookieName(state.nonce),
    value: '',
    maxAgeMs: 0,
    path: '/auth',
    secure: config.http.secureCookies,
  });
  try {
    const result = await signInMember(deps, { code, via: state.via, address: ctx.state.clientAddress as string });
    if (result.outcome !== 'signed_in') return showRefusal(ctx, result.outcome);
    writeSessionCookie(ctx, result.token, ABSOLUTE_MS, config.http.secureCookies);
    ctx.redirect(withOwnFragment(config.demo ? withoutOtherMember(state.to, result.userId) : state.to));
  } catch (error) {
    if (!isWecomError(error)) throw error;
    log.warn({ api: error.api, errcode: error.errcode }, 'sign-in failed at WeCom');
    clearSessionCookie(ctx, config.http.secureCookies);
    const action = { label: '重新登录', href: again(ctx, state) };
    if (isWecomError(error, ...CODE_REFUSED)) {
      showSignInPage(ctx, { status: 400, title: '登录凭证已过期', text: '请重新登录一次。', action });
    } else {
      showSignInPage(ctx, {
        status: 502,
        title: '企业微信暂时没有响应',
        text: '没能确认你的身份,请稍后再试。',
        action,
      });
    }
  }
}

/** Browsers carry the fragment of the address before (`#wechat_redirect`) over a redirect that has none: our pages would take it for a route. */
function withOwnFragment(to: string): string {
  return to.includes('#') ? to : `${to}#/`;
}

function showRefusal(ctx: Context, outcome: SignInRefusal): void {
  const words = {
    outsider: { title: '仅限本企业成员', text: '这里是企业内部的工作页面,你的账号不是本企业成员。' },
    out_of_range: {
      title: '你还不在知客的可见范围内',
      text: '请联系管理员:在企业微信管理后台「应用管理 → 知客 → 可见范围」里加上你,然后重新打开。',
    },
    not_active: { title: '账号已停用', text: '你的企业微信账号已停用或离职。如有疑问,请联系管理员。' },
  };
  showSignInPage(ctx, { status: 403, ...words[outcome] });
}

function again(ctx: Context, state: SignInState | null): string {
  const via = state?.via ?? (/wxwork/i.test(ctx.get('user-agent')) ? 'wecom' : 'login');
  return `/auth/${via}?to=${encodeURIComponent(state?.to ?? safeTarget(undefined))}`;
}

/** The sandbox signed in somebody else than the page asked for: asking again would go on for ever. */
function withoutOtherMember(to: string, userId: string): string {
  const url = new URL(to, 'http://own.invalid');
  if (url.searchParams.get('member') === userId) return to;
  url.searchParams.delete('member');
  return `${url.pathname}${url.search}${url.hash}`;
}
