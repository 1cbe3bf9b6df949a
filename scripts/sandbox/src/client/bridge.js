// @ts-check
/**
 * The simulated WeCom client's side of a page: gives it WeCom's user agent and `WeixinJSBridge`. On the customer's phone it plays
 * WeChat's browser instead.
 *
 * A page includes this as a classic script before its own bundle, because @wecom/jssdk reads both once, when its module is
 * evaluated. Calls travel to the client page (our parent) as messages; answers come back by id. It speaks only to the origin
 * it was loaded from, so a foreign site that frames the page learns nothing. Without a parent it does nothing at all: the
 * page is then simply outside WeCom.
 */
(() => {
  const script = document.currentScript;
  if (window.parent === window || !(script instanceof HTMLScriptElement)) return;

  const clientOrigin = findClientOrigin(new URL(script.src).origin);
  const CHANNEL = 'wecom-client-bridge';

  // On the customer's phone the page is in WeChat's browser, not in WeCom: no bridge, and it may know which phone it is on.
  // A page inside the mini-program lies in a frame of that, which carries the phone's name; nobody follows where it goes.
  const phone = phoneOf(window);
  const phoneAround = phoneOf(window.parent);
  if (phone && clientOrigin !== null) {
    beWeChat(phone);
    return tellPlaces();
  }
  if (phoneAround) return beWeChat(phoneAround);
  if (clientOrigin === null) return;

  /** @param {Window} one */
  function phoneOf(one) {
    try {
      return /^phone:([0-9A-Za-z]+)$/.exec(one.name)?.[1];
    } catch {
      // The page of another site around us: it tells nothing.
      return undefined;
    }
  }

  /** A real client always answers; a page must not hang because its client page was closed or reloaded. */
  const ANSWER_DEADLINE_MS = 20_000;

  /** @type {Map<number, { name: string, done: (result: Record<string, unknown>) => void, timer: number }>} */
  const waiting = new Map();
  /** @type {Map<string, Array<(payload: unknown) => unknown>>} */
  const handlers = new Map();
  let lastId = 0;

  const dark = matchMedia('(prefers-color-scheme: dark)');
  const userAgent = () =>
    'Mozilla/5.0 (Windows NT 10.0; WOW64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/129.0.6668.101 Safari/537.36 ' +
    `Language/zh ColorScheme/${dark.matches ? 'Dark' : 'Light'} wxwork/4.1.36 (MicroMessenger/6.2) WindowsWechat  ` +
    'MailPlugin_Electron WeMail embeddisk wwmver/3.26.36.641 noMediaCs/false';
  Object.defineProperty(Navigator.prototype, 'userAgent', { configurable: true, get: userAgent });

  const bridge = {
    /**
     * @param {string} name
     * @param {unknown} params
     * @param {(result: Record<string, unknown>) => void} [done]
     */
    invoke(name, params, done = () => undefined) {
      const id = ++lastId;
      const timer = window.setTimeout(
        () => settle(id, { err_msg: `${name}:fail client did not answer` }),
        ANSWER_DEADLINE_MS,
      );
      waiting.set(id, { name, done, timer });
      // The SDK passes success/fail functions along; a JSON round trip drops what postMessage could not clone.
      const plainParams = JSON.parse(JSON.stringify(params ?? {}));
      send({ type: 'invoke', id, name, params: plainParams, url: location.href.split('#')[0] });
    },
    /**
     * @param {string} name
     * @param {(payload: unknown) => unknown} handler
     */
    on(name, handler) {
      handlers.set(name, [...(handlers.get(name) ?? []), handler]);
    },
  };

  Object.defineProperty(window, 'WeixinJSBridge', { configurable: true, value: bridge });
  window.addEventListener('message', receive);
  send({ type: 'ready', url: location.href.split('#')[0] });
  // For pages that loaded their SDK before this script.
  document.dispatchEvent(new Event('WeixinJSBridgeReady'));

  /**
   * All simulated phones share one browser, and so its cookies and storage: `__zhikePhone` lets a page tell them apart.
   * @param {string} phoneId
   */
  function beWeChat(phoneId) {
    const userAgent =
      'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 ' +
      'MicroMessenger/8.0.54(0x1800362c) NetType/WIFI Language/zh_CN';
    Object.defineProperty(Navigator.prototype, 'userAgent', { configurable: true, get: () => userAgent });
    Object.defineProperty(window, '__zhikePhone', { configurable: true, value: phoneId });
  }

  /** Tells the phone's screen where the page is and what it is called, so that she can forward it. */
  function tellPlaces() {
    let told = '';
    const tell = () => {
      const place = { url: location.href, title: document.title };
      if (told === JSON.stringify(place)) return;
      told = JSON.stringify(place);
      send({ type: 'place', ...place });
    };
    for (const name of /** @type {const} */ (['pushState', 'replaceState'])) {
      const original = history[name].bind(history);
      history[name] = (...change) => {
        original(...change);
        tell();
      };
    }
    for (const name of ['hashchange', 'popstate', 'load']) window.addEventListener(name, tell);
    new MutationObserver(tell).observe(document.head, { childList: true, subtree: true, characterData: true });
    tell();
  }

  /** @param {Record<string, unknown>} message */
  function send(message) {
    window.parent.postMessage({ channel: CHANNEL, ...message }, /** @type {string} */ (clientOrigin));
  }

  /** @param {MessageEvent} event */
  function receive(event) {
    if (event.source !== window.parent || event.origin !== clientOrigin) return;
    const message = event.data;
    if (typeof message !== 'object' || message === null || message.channel !== CHANNEL) return;
    if (message.type === 'answer') settle(message.id, message.result);
    if (message.type === 'silence') forget(message.id);
    if (message.type === 'event') fire(message.id, message.name, message.payload);
  }

  /**
   * @param {number} id
   * @param {Record<string, unknown>} result
   */
  function settle(id, result) {
    const call = waiting.get(id);
    if (!call) return;
    waiting.delete(id);
    window.clearTimeout(call.timer);
    call.done({ ...result });
  }

  /**
   * The client will never answer: the page has to end its waiting by itself.
   * @param {number} id
   */
  function forget(id) {
    const call = waiting.get(id);
    if (!call) return;
    waiting.delete(id);
    window.clearTimeout(call.timer);
  }

  /**
   * Tells every handler, and the client whether one of them refused (`historyBack` is cancelled by `false`).
   * @param {number} id
   * @param {string} name
   * @param {unknown} payload
   */
  function fire(id, name, payload) {
    const results = (handlers.get(name) ?? []).map((handler) => handler(payload));
    send({ type: 'event-result', id, name, handled: results.length > 0, refused: results.includes(false) });
  }

  /**
   * `localhost` and `127.0.0.1` are one machine but two origins: a page configured with one may be shown in a client opened
   * under the other. Where the browser names the parent's origin, that one decides.
   * @param {string} scriptOrigin
   * @returns {string | null} null when a foreign site frames this page
   */
  function findClientOrigin(scriptOrigin) {
    const parentOrigin = location.ancestorOrigins?.[0];
    if (parentOrigin === undefined) return scriptOrigin;
    return asLoopback(parentOrigin) === asLoopback(scriptOrigin) ? parentOrigin : null;
  }

  /** @param {string} origin */
  function asLoopback(origin) {
    return origin.replace(/^(https?:\/\/)localhost(?=:|$)/, '$1127.0.0.1');
  }
})();
