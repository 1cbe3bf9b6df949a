import { randomBytes } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from '../../config.ts';
import { select } from '../../platform/database/sql.ts';
import { callbackKey, encrypt, signatureOf } from '../callback/crypto.ts';
import { type Check, type Finding, fail, ok, skip, warn } from './check.ts';

/** WeCom waits this long for the answer to its URL check (doc 90930). */
const URL_CHECK_MS = 1_000;
const DAY = 24 * 3_600_000;

/** Asks our own public address as WeCom does when a callback is configured. */
async function askCallback(config: Config, path: string, pair: { token: string; aesKey: string }): Promise<Finding> {
  const key = callbackKey(pair);
  const word = randomBytes(12).toString('hex');
  const echostr = encrypt(key, word, config.wecom.corpId);
  const timestamp = String(Math.floor(Date.now() / 1000));
  const nonce = randomBytes(6).toString('hex');
  const query = new URLSearchParams({
    msg_signature: signatureOf(key.token, timestamp, nonce, echostr),
    timestamp,
    nonce,
    echostr,
  });
  const url = `${config.http.publicUrl}${path}`;
  const repair = `确认 ${url} 能从外网访问并转发到本服务,反向代理没有改写地址和参数`;
  const started = Date.now();
  try {
    const answer = await fetch(`${url}?${query}`, { signal: AbortSignal.timeout(8_000), redirect: 'manual' });
    const body = await answer.text();
    const tookMs = Date.now() - started;
    if (body !== word) return fail(`${url} 没有正确答复(HTTP ${answer.status})`, repair);
    if (tookMs > URL_CHECK_MS) return warn(`答复用了 ${tookMs} 毫秒,企业微信只等 1 秒`, '检查服务器负载和反向代理');
    return ok(`${tookMs} 毫秒内正确答复`);
  } catch {
    return fail(`访问不到 ${url}`, `${repair};服务没有启动时也会这样`);
  }
}

const appCallback: Check = {
  id: 'callback',
  title: '事件回调地址与密钥',
  run: ({ config }) => askCallback(config, '/wecom/callback', config.callback.app),
};

const archiveCallback: Check = {
  id: 'callback-archive',
  title: '会话存档回调',
  async run({ config }) {
    return config.callback.archive
      ? askCallback(config, '/wecom/callback/archive', config.callback.archive)
      : skip('没有配置会话存档,跳过');
  },
};

const contactsCallback: Check = {
  id: 'callback-contacts',
  title: '通讯录回调',
  async run({ config }) {
    return config.callback.contacts
      ? askCallback(config, '/wecom/callback/contacts', config.callback.contacts)
      : skip('没有配置通讯录回调,跳过(每小时会核对成员状态)');
  },
};

const callbacksArrive: Check = {
  id: 'callbacks-arrive',
  title: '收到的回调',
  needs: ['database'],
  async run({ db, clock }) {
    // Ids are ULIDs: the largest is the latest.
    const [last] = await select<{ received_at: number | string }>(
      db.read,
      'SELECT `received_at` FROM `inbox` ORDER BY `id` DESC LIMIT 1',
    );
    const repair =
      '在企业微信管理后台「本应用 → 接收消息」填写回调地址、Token 和 EncodingAESKey,并勾选「外部联系人变更回调」';
    if (!last) return warn('还没有收到过', repair);
    const days = Math.floor((clock.machineNow() - Number(last.received_at)) / DAY);
    return days >= 7
      ? warn(`已有 ${days} 天没有收到`, repair)
      : ok(days === 0 ? '最近一天内收到过' : `最近一次在 ${days} 天前`);
  },
};

const domainProof: Check = {
  id: 'domain-proof',
  title: '可信域名校验文件',
  async run({ config }) {
    const folder = join(config.dataDir, 'verify');
    const names = (await readdir(folder).catch(() => [])).filter((name) => /^[A-Za-z0-9_-]+\.(txt|html)$/.test(name));
    const repair = '在企业微信管理后台「本应用 → 网页授权及 JS-SDK」申请校验域名,把下载的文件放进 data/verify/';
    if (names.length === 0)
      return config.demo
        ? skip('演示环境不需要')
        : warn('data/verify/ 里没有校验文件(域名已用别的方式校验过则不必理会)', repair);
    for (const name of names) {
      const served = await fetch(`${config.http.publicUrl}/${name}`, { signal: AbortSignal.timeout(8_000) })
        .then((answer) => answer.text())
        .catch(() => null);
      if (served?.trim() !== (await readFile(join(folder, name), 'utf8')).trim())
        return fail(`${config.http.publicUrl}/${name} 打不开或内容不同`, '确认反向代理把根目录下的文件也转发到本服务');
    }
    return ok(`${names.join('、')} 可以访问`);
  },
};

export const inboundChecks: readonly Check[] = [
  appCallback,
  callbacksArrive,
  domainProof,
  contactsCallback,
  archiveCallback,
];
