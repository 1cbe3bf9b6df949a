import { access, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { newId } from '../../platform/id.ts';
import { type Check, fail, ok, warn } from './check.ts';

const CLOCK_WARN_MS = 30_000;
const CLOCK_FAIL_MS = 120_000;

/** The host of the API, and by its Date header our clock. */
const apiHost: Check = {
  id: 'api-host',
  title: '企业微信接口可达',
  async run({ config }) {
    const url = `${config.wecom.apiBase}/cgi-bin/getcallbackip`;
    const repair = '检查服务器的网络、DNS 和代理,以及 WECOM_API_BASE 是否写对';
    try {
      const started = Date.now();
      const answer = await fetch(url, { signal: AbortSignal.timeout(8_000) });
      const text = await answer.text();
      // Without a token WeCom answers 41001 in JSON; anything else is not WeCom.
      if (!/"errcode"/.test(text)) return fail('答复的不是企业微信(可能被代理或登录页拦截)', repair);
      return ok(`${Date.now() - started} 毫秒内有答复`);
    } catch {
      return fail(`连不上 ${new URL(config.wecom.apiBase).host}`, repair);
    }
  },
};

const clockSkew: Check = {
  id: 'clock',
  title: '服务器时钟',
  needs: ['api-host'],
  async run({ config, clock }) {
    const answer = await fetch(`${config.wecom.apiBase}/cgi-bin/getcallbackip`, { signal: AbortSignal.timeout(8_000) });
    await answer.arrayBuffer();
    const theirs = Date.parse(answer.headers.get('date') ?? '');
    if (Number.isNaN(theirs)) return warn('对方没有给出时间,无法核对', '确认服务器已开启 NTP 对时');
    const seconds = Math.round(Math.abs(clock.machineNow() - theirs) / 1000);
    if (seconds * 1000 > CLOCK_FAIL_MS)
      return fail(`与企业微信相差 ${seconds} 秒,欢迎语和登录会失败`, '开启 NTP 对时(如 timedatectl set-ntp true)');
    if (seconds * 1000 > CLOCK_WARN_MS)
      return warn(`与企业微信相差 ${seconds} 秒`, '开启 NTP 对时(如 timedatectl set-ntp true)');
    return ok('与企业微信一致');
  },
};

const database: Check = {
  id: 'database',
  title: '数据库',
  async run({ db }) {
    try {
      if (!(await db.isReady())) return fail('表结构不是最新的', '运行 npm run db:migrate');
    } catch {
      return fail('连不上数据库', '检查 DATABASE_URL 和数据库服务');
    }
    return ok(db.dialect === 'sqlite' ? 'SQLite,表结构为最新' : 'MySQL / MariaDB,表结构为最新');
  },
};

const dataFolder: Check = {
  id: 'data-folder',
  title: '数据目录',
  async run({ config }) {
    const probe = join(config.dataDir, `.doctor-${newId()}`);
    try {
      await mkdir(config.dataDir, { recursive: true });
      await writeFile(probe, 'ok');
      await access(probe);
      await rm(probe);
      return ok('可以写入');
    } catch {
      return fail('不能写入', '检查 DATA_DIR 的权限和磁盘空间');
    }
  },
};

const publicUrl: Check = {
  id: 'public-url',
  title: '对外地址',
  async run({ config }) {
    const { publicUrl: url } = config.http;
    if (config.demo) return ok(`演示地址 ${url}`);
    const { protocol, hostname } = new URL(url);
    if (/^(localhost|127\.|\[::1\])/.test(hostname))
      return fail(`${url} 只能在本机访问`, '把 PUBLIC_URL 设为企业微信能访问的域名');
    if (protocol !== 'https:')
      return warn(`${url} 不是 https,登录凭证会明文传输`, '配置 https 证书,并把 PUBLIC_URL 改为 https://…');
    return ok(url);
  },
};

const administrators: Check = {
  id: 'administrators',
  title: '初始管理员',
  async run({ config }) {
    if (config.adminUserIds.length > 0) return ok(`${config.adminUserIds.length} 位`);
    return warn('还没有指定,没有人能进入管理页面', '把管理员的企业微信账号(userid)填到 ADMIN_USER_IDS 并重启');
  },
};

export const machineChecks: readonly Check[] = [database, dataFolder, publicUrl, administrators, apiHost, clockSkew];
