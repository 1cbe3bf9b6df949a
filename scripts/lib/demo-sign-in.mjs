/** The way of a browser whose member scans the login code at once. @returns a function that calls the API as this member */
export async function signIn(origin, member, signal) {
  const cookies = new Map();
  const visit = async (url) => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(url, { headers: { cookie }, redirect: 'manual', signal });
    for (const line of answer.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line);
      cookies.set(name, value);
    }
    return answer.headers.get('location');
  };
  const login = new URL(await visit(`${origin}/auth/login?to=/manager/`));
  login.searchParams.set('member', member);
  const back = await visit(login);
  await visit(back);
  const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const headers = { cookie, 'content-type': 'application/json' };
  const call = async (method, address, body) => {
    // Bytes go as they are: uploads are the request body.
    const isFile = body instanceof Uint8Array;
    const answer = await fetch(`${origin}${address}`, {
      method,
      headers: isFile ? { ...headers, 'content-type': 'application/octet-stream' } : headers,
      body: isFile ? body : body && JSON.stringify(body),
      signal,
    });
    if (!answer.ok) throw new Error(`${method} ${address}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  };
  headers['x-zhike-csrf'] = (await call('GET', '/api/me')).csrfToken;
  return call;
}
