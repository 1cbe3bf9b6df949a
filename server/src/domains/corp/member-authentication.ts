import { createHash } from 'node:crypto';
import type { Context, Middleware } from 'koa';
import type { Dependencies } from '../../dependencies.ts';
import type { Database } from '../../platform/database/database.ts';
import { NotSignedIn } from '../../platform/errors.ts';
import { ForgedRequest } from './errors.ts';
import { readSessionCookie, writeSessionCookie } from './session-cookie.ts';
import { findSession, isCsrfToken, isRotationDue, isSeenDue, markSessionSeen, rotateSession } from './session-store.ts';
import { findViewer } from './store.ts';
import type { MemberViewer } from './viewer.ts';

type Parts = Pick<Dependencies, 'db' | 'clock' | 'keys' | 'config'>;

/** How long a look at the session may be remembered: a role taken away elsewhere ends within this, ms. */
const REMEMBER_MS = 30_000;
const MAX_REMEMBERED = 20_000;

interface Remembered {
  viewer: MemberViewer;
  until: number;
}

const remembered = new WeakMap<Database, Map<string, Remembered>>();

function memoryOf(db: Database): Map<string, Remembered> {
  let memory = remembered.get(db);
  if (!memory) remembered.set(db, (memory = new Map()));
  return memory;
}

/** After a change of role, a sign-out, a leaving: this process looks again at once, others within 30 seconds. */
export function forgetViewer(db: Database, userId: string): void {
  const memory = memoryOf(db);
  for (const [key, { viewer }] of memory) if (viewer.userId === userId) memory.delete(key);
}

/** For the router of member routes: cookie → viewer; changes must also prove to come from our own page. */
export function memberAuthentication(deps: Parts) {
  return async function authenticateMember(ctx: Context, endpoint: { method: string }): Promise<MemberViewer> {
    const viewer = await findSignedIn(deps, ctx);
    if (!viewer) throw new NotSignedIn();
    if (endpoint.method !== 'GET') requireOwnPage(deps, ctx, viewer.sessionId);
    return viewer;
  };
}

/** Who is signed in with this request's cookie, if anybody. Renews the cookie when it is due. */
export async function findSignedIn(deps: Parts, ctx: Context): Promise<MemberViewer | null> {
  const { db, clock, config } = deps;
  const token = readSessionCookie(ctx, config.http.secureCookies);
  if (!token) return null;
  const now = clock.machineNow();
  const memory = memoryOf(db);
  const key = createHash('sha256').update(token).digest('base64url');
  const known = memory.get(key);
  if (known && known.until > now) return known.viewer;
  memory.delete(key);

  const found = await findSession(db.read, token, now);
  if (!found) return null;
  const { session, byPrevious } = found;
  const member = await findViewer(db.read, session.userId, config.adminUserIds);
  if (!member) return null;
  if (!byPrevious && isRotationDue(session, now)) {
    const renewed = await db.transaction((tx) => rotateSession(tx, session, now));
    if (renewed) writeSessionCookie(ctx, renewed, session.expiresAt - now, config.http.secureCookies);
  } else if (isSeenDue(session, now)) {
    await db.transaction((tx) => markSessionSeen(tx, session.id, now));
  }
  const viewer: MemberViewer = { ...member, sessionId: session.id };
  if (memory.size >= MAX_REMEMBERED) memory.clear();
  memory.set(key, { viewer, until: now + REMEMBER_MS });
  return viewer;
}

/**
 * Another site can make a browser send our cookie, but neither read the token of GET /api/me nor choose the Origin header.
 * Origin is compared with the address the browser used and with PUBLIC_URL, since a proxy may change the first.
 */
function requireOwnPage({ config, keys }: Parts, ctx: Context, sessionId: string): void {
  const origin = ctx.get('origin');
  if (origin && origin !== new URL(config.http.publicUrl).origin && hostOf(origin) !== ctx.host) {
    throw new ForgedRequest({ reason: 'origin' });
  }
  if (!isCsrfToken(keys, sessionId, ctx.get('x-zhike-csrf'))) throw new ForgedRequest({ reason: 'token' });
}

function hostOf(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host : null;
}

/**
 * Demo only, for the pages: the simulated client opens them with `?member=`, and switching the rep there signs in again here.
 */
export function demoMemberSwitch(deps: Parts): Middleware {
  return async function demoMemberSwitchMiddleware(ctx, next) {
    const wanted = deps.config.demo && ctx.method === 'GET' ? ctx.query.member : undefined;
    if (typeof wanted !== 'string' || wanted === '') return next();
    const viewer = await findSignedIn(deps, ctx);
    if (viewer?.userId === wanted) return next();
    ctx.redirect(`/auth/wecom?to=${encodeURIComponent(ctx.originalUrl)}`);
  };
}
