/** The phone that the mini-program runs on, as a test sets it up. */
export interface Phone {
  /** Where the server built into the bundle really listens in this test. */
  server: { builtIn: string; real: string };
  online: boolean;
  /** What `wx.login` gives; throws as WeChat fails. */
  login(): Promise<string>;
  storage: Map<string, unknown>;
  /** `METHOD path status` of each answered request, in order. */
  requests: string[];
}

interface Options<Result> {
  success?(result: Result): void;
  fail?(error: { errMsg: string }): void;
  complete?(result: unknown): void;
}

interface RequestOptions extends Options<{ statusCode: number; data: unknown; header: Record<string, string> }> {
  url: string;
  method: string;
  data?: unknown;
  header: Record<string, string>;
  timeout: number;
}

/** Taro asks for these at load or when it wraps the API; WeChat has them, this program does not need them. */
const PROBED = new Set(['cloud', 'env', 'webpackJsonp']);

/** `wx` as far as this program uses it. Anything else throws with its name, so that a missing stand-in shows. */
export function wxStandIn(phone: Phone) {
  const networkListeners = new Set<(state: { isConnected: boolean; networkType: string }) => void>();
  const networkType = () => (phone.online ? 'wifi' : 'none');
  let pullDownsEnded = 0;

  const members: Record<string, unknown> = {
    canIUse: () => true,
    getSystemInfoSync: () => ({
      SDKVersion: '3.5.0',
      windowWidth: 375,
      windowHeight: 667,
      pixelRatio: 2,
      platform: 'ios',
    }),
    getLaunchOptionsSync: () => ({ path: 'pages/consultant/index', query: {}, scene: 1001 }),
    getEnterOptionsSync: () => ({ path: 'pages/consultant/index', query: {}, scene: 1001 }),
    getNetworkType: (options: Options<object>) => settle(options, async () => ({ networkType: networkType() })),
    onNetworkStatusChange: (listener: () => void) => networkListeners.add(listener),
    offNetworkStatusChange: (listener: () => void) => networkListeners.delete(listener),
    getStorageSync: (key: string) => structuredClone(phone.storage.get(key)) ?? '',
    setStorageSync: (key: string, value: unknown) => phone.storage.set(key, structuredClone(value)),
    removeStorageSync: (key: string) => phone.storage.delete(key),
    stopPullDownRefresh: (options: Options<object>) => {
      pullDownsEnded += 1;
      settle(options ?? {}, async () => ({}));
    },
    login: (options: Options<object>) => settle(options, async () => ({ code: await phone.login() })),
    request: (options: RequestOptions) => settle(options, () => answer(phone, options)),
  };

  const wx = new Proxy(members, {
    get(target, name) {
      if (typeof name === 'symbol' || name in target || PROBED.has(name)) return Reflect.get(target, name);
      throw new Error(`wx.${name} has no stand-in`);
    },
  });
  return {
    wx,
    pullDownsEnded: () => pullDownsEnded,
    setOnline(online: boolean) {
      phone.online = online;
      for (const listener of networkListeners) listener({ isConnected: online, networkType: networkType() });
    },
  };
}

/** WeChat refuses hosts that are not in its list; here that list holds the origin the bundle was built with. */
async function answer(phone: Phone, { url, method, data, header, timeout }: RequestOptions) {
  if (!phone.online) throw new Error('request:fail net::ERR_INTERNET_DISCONNECTED');
  if (!url.startsWith(`${phone.server.builtIn}/`)) throw new Error('request:fail url not in domain list');
  const path = url.slice(phone.server.builtIn.length);
  const response = await fetch(`${phone.server.real}${path}`, {
    method,
    headers: header,
    body: data === undefined ? undefined : JSON.stringify(data),
    signal: AbortSignal.timeout(timeout),
  });
  const text = await response.text();
  phone.requests.push(`${method} ${path} ${response.status}`);
  return { statusCode: response.status, data: parsed(text), header: Object.fromEntries(response.headers) };
}

/** As `dataType: json` in WeChat: what is not JSON is handed over as text. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** WeChat's callback style; never in the same turn, since the real one never is. */
function settle<Result>(options: Options<Result>, work: () => Promise<Result>) {
  setImmediate(async () => {
    try {
      const result = await work();
      options.success?.(result);
      options.complete?.(result);
    } catch (error) {
      const failed = { errMsg: error instanceof Error ? error.message : String(error) };
      options.fail?.(failed);
      options.complete?.(failed);
    }
  });
}
