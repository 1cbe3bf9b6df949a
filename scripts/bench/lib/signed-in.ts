/** Signs a member in through the sandbox's real OAuth pages; returns a function that calls our API as she. */
export async function signIn(
  origin: string,
  member: string,
): Promise<(method: string, path: string, body?: unknown) => Promise<unknown>> {
  const jar = new Map<string, string>();
  const cookie = () => [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
  const step = async (url: string, own: boolean): Promise<string> => {
    const answer = await fetch(url, { redirect: 'manual', headers: own ? { cookie: cookie() } : {} });
    if (own) {
      for (const line of answer.headers.getSetCookie()) {
        const [pair = ''] = line.split(';');
        jar.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1));
      }
    }
    const to = answer.headers.get('location');
    if (!to) throw new Error(`sign-in stopped at ${new URL(url).pathname} with ${answer.status}`);
    return new URL(to, url).href;
  };
  const authorize = new URL(await step(`${origin}/auth/wecom?to=/manager/`, true));
  authorize.hash = '';
  authorize.searchParams.set('member', member);
  await step(await step(authorize.href, false), true);
  const { csrfToken } = (await (await fetch(`${origin}/api/me`, { headers: { cookie: cookie() } })).json()) as {
    csrfToken: string;
  };

  return async (method, path, body) => {
    const answer = await fetch(`${origin}${path}`, {
      method,
      headers: {
        cookie: cookie(),
        origin,
        'x-zhike-csrf': csrfToken,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const answered: unknown = await answer.json();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answered)}`);
    return answered;
  };
}
