import { createHash, randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';

interface WeComApp {
  /** Origin of the sandbox. */
  origin: string;
  corpId: string;
  agentId: number;
  agentSecret: string;
}

export interface TinyCrm {
  origin: string;
  /** To be called before the first page is opened. */
  connect: (app: WeComApp) => void;
  /** From now on every signature is made with the wrong ticket. */
  signWrongly: () => void;
  /** Query strings of visitor pages that were left (pagehide). */
  left: string[];
  close: () => Promise<void>;
}

const sdkFile = createRequire(import.meta.url).resolve('@wecom/jssdk/dist/wecom.global.prod.js');

/** The smallest app that can have a sidebar: one page with the unmodified SDK, and a server that signs its address. */
export async function startTinyCrm(): Promise<TinyCrm> {
  let app: WeComApp | undefined;
  let wrong = false;
  const left: string[] = [];
  const server: Server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://tiny-crm');
    const answer = async () => {
      if (!app) throw new Error('connect the tiny CRM to a sandbox first');
      switch (url.pathname) {
        case '/sidebar/':
        case '/manager/':
          return { type: 'text/html; charset=utf-8', body: page(app) };
        case '/visitor/':
          return { type: 'text/html; charset=utf-8', body: visitorPage(app) };
        case '/left':
          left.push(url.search);
          return { type: 'text/plain', body: '' };
        case '/jssdk.js':
          return { type: 'text/javascript', body: await readFile(sdkFile) };
        case '/sign': {
          const ticket = wrong ? 'not-the-ticket' : await fetchAppTicket(app);
          return { type: 'application/json', body: JSON.stringify(sign(ticket, url.searchParams.get('url') ?? '')) };
        }
        default:
          return { type: 'text/plain', body: '', status: 404 };
      }
    };
    answer().then(
      ({ type, body, status }: { type: string; body: string | Buffer; status?: number }) =>
        response.writeHead(status ?? 200, { 'content-type': type }).end(body),
      (error: unknown) => response.writeHead(500, { 'content-type': 'text/plain' }).end(String(error)),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    connect: (given) => {
      app = given;
    },
    left,
    signWrongly: () => {
      wrong = true;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function page(app: WeComApp): string {
  return `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>tiny CRM</title>
<script src="${app.origin}/client/bridge.js"></script>
<script src="/jssdk.js"></script>
<body><h1>侧边栏</h1><script>
const sign = (url) => fetch('/sign?url=' + encodeURIComponent(url)).then((answer) => answer.json());
window.configured = new Promise((resolve) => {
  if (!ww.env.isWeCom) return resolve('outside WeCom');
  ww.register({
    corpId: ${JSON.stringify(app.corpId)},
    agentId: ${app.agentId},
    jsApiList: ['getContext', 'getCurExternalContact', 'getCurExternalChat', 'sendChatMessage', 'openEnterpriseChat'],
    getConfigSignature: sign,
    getAgentConfigSignature: sign,
    onAgentConfigSuccess: () => resolve('ok'),
    onAgentConfigFail: (result) => resolve(result),
  });
});
// register does not catch its own first failure.
window.addEventListener('unhandledrejection', (event) => event.preventDefault());
</script></body></html>`;
}

/** A page for customers: it notes who visits in its own address, and says when it is left. */
function visitorPage(app: WeComApp): string {
  return `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>春季手册</title>
<script src="${app.origin}/client/bridge.js"></script>
<body><h1>春季手册</h1><script>
const visit = new URL(location.href);
visit.searchParams.set('visit', '1');
history.replaceState(null, '', visit);
addEventListener('pagehide', () => navigator.sendBeacon('/left' + location.search));
</script></body></html>`;
}

async function fetchAppTicket(app: WeComApp): Promise<string> {
  const call = async <T>(path: string): Promise<T> =>
    (await fetch(`${app.origin}/cgi-bin/${path}`)).json() as Promise<T>;
  const { access_token: token } = await call<{ access_token: string }>(
    `gettoken?corpid=${app.corpId}&corpsecret=${app.agentSecret}`,
  );
  const { ticket } = await call<{ ticket: string }>(`ticket/get?access_token=${token}&type=agent_config`);
  return ticket;
}

/** doc 90506: sha1 of the four fields in exactly this order. */
function sign(ticket: string, url: string) {
  const timestamp = Math.floor(Date.now() / 1000);
  const nonceStr = randomBytes(8).toString('hex');
  const text = `jsapi_ticket=${ticket}&noncestr=${nonceStr}&timestamp=${timestamp}&url=${url}`;
  return { timestamp, nonceStr, signature: createHash('sha1').update(text).digest('hex') };
}
