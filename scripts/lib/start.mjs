import { buildSteps } from './build-steps.mjs';
import { ensureBuilt } from './build.mjs';
import { DEMO_ADMIN, endedEarly, forgetDemo, startDemo } from './demo.mjs';
import { makeDemoChannels } from './demo-channels.mjs';
import { makeDemoFields } from './demo-fields.mjs';
import { makeDemoMaterials } from './demo-materials.mjs';
import { makeDemoScripts } from './demo-scripts.mjs';
import { makeDemoCare } from './demo-care.mjs';
import { makeDemoSops } from './demo-sops.mjs';
import { readDotEnv, wantsRealThing } from './environment.mjs';
import { ensureInstalled } from './install.mjs';
import { prepareMiniProgram } from './mini-program.mjs';
import { runProgram } from './processes.mjs';
import { inProject, Stop } from './project.mjs';
import { withProgress } from './progress.mjs';

const DEFAULT_PORT = 3000;
const DEFAULT_SANDBOX_PORT = 3100;

/** `npm start`: the demo, or the real thing as soon as any `WECOM_*` is set. @returns {Promise<number>} exit code */
export async function start(args) {
  const unknown = args.find((arg) => !['--fresh', '--verbose'].includes(arg));
  if (unknown) throw new Stop(`不认识的参数 ${unknown},用法见 npm start -- --help / unknown option, see --help`);
  await ensureInstalled('product');
  return wantsRealThing() ? startReal() : startForTrying(args);
}

async function startReal() {
  await ensureBuilt(['server', 'sidebar']);
  // The server brings the database to the current structure by itself before it listens.
  return runProgram('server/dist/main.js', []);
}

async function startForTrying(args) {
  await ensureBuilt(buildSteps.filter(({ forDemo }) => forDemo).map(({ name }) => name));
  const folder = inProject('data/demo');
  if (args.includes('--fresh')) forgetDemo(folder);
  const verbose = args.includes('--verbose');
  const stopAsked = nextStopSignal();
  const starting = withProgress('启动企业微信沙箱和服务端 / starting the sandbox and the server', () =>
    startDemo({
      folder,
      port: portFrom('PORT', DEFAULT_PORT),
      sandboxPort: portFrom('SANDBOX_PORT', DEFAULT_SANDBOX_PORT),
      onLine: verbose ? (name, line) => console.error(`[${name}] ${line}`) : undefined,
    }),
  );
  // Ctrl-C while still starting: wait until there is something to stop.
  const demo = await starting;
  console.log(welcome(demo, folder));
  const furnishing = furnishDemo(demo, folder);
  const ended = await Promise.race([demo.anyEnded, stopAsked]);
  await furnishing.stop();
  await demo.stop();
  if (ended.lastLines) throw endedEarly(ended);
  console.log('\n已停止。数据保留在 data/demo,下次启动会接着用。Stopped; the data stays for the next start.');
  return 0;
}

/** What a newcomer should find and need not wait for. */
function furnishDemo({ addresses }, folder) {
  const stopping = new AbortController();
  const { origin } = new URL(addresses.manager);
  const furnish = (make, zh, en) =>
    make({ origin, admin: DEMO_ADMIN, signal: stopping.signal }).catch((error) => {
      if (stopping.signal.aborted) return;
      console.error(`  演示的${zh}没有建好,可以在管理后台新建 / no ${en} could be made: ${error.message}`);
    });
  void furnish(makeDemoChannels, '渠道活码', 'channel codes');
  const fields = furnish(makeDemoFields, '客户字段', 'custom fields');
  void furnish(makeDemoScripts, '话术', 'scripts');
  // The steps of the SOP send materials.
  const materials = furnish(makeDemoMaterials, '素材', 'materials');
  void materials.then(() => furnish(makeDemoSops, 'SOP', 'SOPs'));
  // Birthdays stand in a field, and a poster may go along.
  void Promise.all([fields, materials]).then(() => furnish(makeDemoCare, '客情计划', 'care plans'));
  const miniProgram = prepareMiniProgram({ folder, say: (line) => console.error(line) });
  return {
    async stop() {
      stopping.abort();
      await miniProgram.stop();
    },
  };
}

function portFrom(name, fallback) {
  const text = process.env[name] ?? readDotEnv()[name];
  if (text === undefined || text === '') return fallback;
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65535)
    throw new Stop(`${name}:应是 0–65535 的端口号 / must be a port, 0–65535`);
  return port;
}

/** Ctrl-C, a polite kill or a closed terminal. @returns {Promise<{ signal: string }>} */
function nextStopSignal() {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => resolve({ signal }));
  });
}

function welcome({ addresses, openApiKey }, folder) {
  return `
  知客已启动,全部在本机运行,数据是虚构的「示范公司」。
  Zhike is running on this machine with an invented demo corp.

    从这里开始  Start here      ${addresses.client}
                              模拟企业微信:左边是客户的手机,右边是顾问的聊天窗口和侧边栏
    管理后台    Manager         ${addresses.manager}  (管理员是陈宇 / the admin is 陈宇)
    侧边栏      Sidebar         ${addresses.sidebar}  (在模拟企业微信里打开)
    开放接口    Open API        ${addresses.openApi}
                              Authorization: Bearer ${openApiKey}

    日志  Logs   ${folder}/{server,sandbox}.log
    重新开始  Fresh start   npm start -- --fresh
    停止  Stop   Ctrl-C
`;
}
