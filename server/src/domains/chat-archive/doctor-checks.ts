import { access } from 'node:fs/promises';
import { archiveProblems } from '@zhike/shared/texts/archive-problems';
import type { Config } from '../../config.ts';
import { select } from '../../platform/database/sql.ts';
import { createArchiveSource } from '../../wecom/archive/create-source.ts';
import { ArchiveFault } from '../../wecom/archive/errors.ts';
import { KeyRing } from '../../wecom/archive/key-ring.ts';
import {
  asDoctor,
  type Check,
  type DoctorParts,
  type Finding,
  fail,
  findingOf,
  ok,
  skip,
  warn,
} from '../../wecom/doctor/check.ts';
import { isWecomError } from '../../wecom/errors.ts';
import { memberCards } from '../corp/store.ts';
import { countClosed } from './closed-envelopes.ts';
import { findArchiveCursor } from './envelopes.ts';
import { LATE_MS, readArchiveState } from './lag.ts';

type Archive = NonNullable<Config['archive']>;

/** WeCom takes public keys of this length only (doc 91552). */
const KEY_BITS = 2_048;
const NAMES_SHOWN = 5;
const CONSOLE = '企业微信管理后台「会话内容存档」';

/** Without an archive each of these says so, in words. */
const ofArchive = (
  check: Omit<Check, 'run'> & { run(parts: DoctorParts, archive: Archive): Promise<Finding> },
): Check => ({
  ...check,
  run: async (parts) => (parts.config.archive ? check.run(parts, parts.config.archive) : skip('没有配置会话存档,跳过')),
});

const setUp = ofArchive({
  id: 'archive',
  title: '会话存档配置',
  async run({ config }, archive) {
    if (archive.source === 'native') {
      const isThere = await access(archive.library).then(
        () => true,
        () => false,
      );
      if (!isThere) return fail('库文件不存在', '从企业微信文档下载 WeWorkFinanceSdk,把路径填到 WECOM_ARCHIVE_LIBRARY');
    }
    if (!config.callback.archive)
      return warn(
        '没有配置会话存档回调,新消息最多晚半分钟收到',
        `在${CONSOLE}设置接收事件服务器,把 Token 和 EncodingAESKey 填到 WECOM_ARCHIVE_CALLBACK_TOKEN 与 WECOM_ARCHIVE_CALLBACK_AES_KEY`,
      );
    const source = archive.source === 'native' ? '企业微信的库' : 'HTTP 来源';
    return ok(archive.proxy ? `${source},经过代理` : source);
  },
});

const keys = ofArchive({
  id: 'archive-keys',
  title: '会话存档私钥',
  async run(_parts, archive) {
    try {
      const found = await new KeyRing(archive.privateKeys).describe();
      if (found.length === 0) return fail('一个私钥也没有', archiveProblems['archive.keys_unreadable'].zh);
      const none = found.filter(({ bits }) => bits === null);
      if (none.length > 0)
        return fail(
          `版本 ${none.map(({ version }) => version).join('、')} 不是 PEM 格式的 RSA 私钥,用这些版本加密的消息打不开`,
          '把对应版本的私钥(不是公钥)放到 WECOM_ARCHIVE_PRIVATE_KEYS;放好后会自动重试',
        );
      const wrong = found.filter(({ bits }) => bits !== KEY_BITS);
      if (wrong.length > 0)
        return fail(
          `版本 ${wrong.map(({ version, bits }) => `${version}(${bits} 位)`).join('、')} 的私钥不是 ${KEY_BITS} 位`,
          `重新生成 ${KEY_BITS} 位的 RSA 密钥,在${CONSOLE}保存公钥,新版本的私钥加入 WECOM_ARCHIVE_PRIVATE_KEYS`,
        );
      return ok(`公钥版本 ${found.map(({ version }) => version).join('、')}`);
    } catch (error) {
      return faultFinding(error);
    }
  },
});

/** One message is asked for behind the last one we have: it loads the library, and shows whether secret and address are accepted. */
const source = ofArchive({
  id: 'archive-source',
  title: '会话存档可以收取',
  needs: ['archive', 'database'],
  async run({ config, db }, archive) {
    const open = createArchiveSource(archive, config.wecom.corpId);
    try {
      const cursor = await findArchiveCursor(db.read);
      const found = await open.pull(cursor?.seq ?? 0n, 1);
      return ok(found.length > 0 ? '可以收取,有新消息' : '可以收取,没有新消息');
    } catch (error) {
      return faultFinding(error);
    } finally {
      await open.close();
    }
  },
});

const permitted = ofArchive({
  id: 'archive-members',
  title: '开启会话存档的成员',
  needs: ['api-host', 'database'],
  async run({ wecom, db }) {
    const repair = `在${CONSOLE}把这些成员加入开启范围(按人数购买)`;
    try {
      const ids = new Set((await wecom.msgaudit!.listPermitted(asDoctor)).map((id) => id.toLowerCase()));
      if (ids.size === 0) return fail('没有成员开启会话存档', repair);
      const reps = await select<{ user_id: string }>(
        db.read,
        "SELECT user_id FROM member WHERE status = 'active' AND is_follow_user = 1",
      );
      const outside = reps.map(({ user_id: id }) => id).filter((id) => !ids.has(id.toLowerCase()));
      if (outside.length === 0) return ok(`${ids.size} 位,能添加客户的员工都已开启`);
      const shown = outside.slice(0, NAMES_SHOWN);
      const cards = await memberCards(db.read, shown);
      const names = shown.map((id) => cards.get(id)?.name ?? id).join('、');
      const more = outside.length > shown.length ? `等 ${outside.length} 位` : '';
      return warn(`${ids.size} 位已开启;${names}${more}能添加客户但没有开启,他们的聊天不会存档`, repair);
    } catch (error) {
      if (isWecomError(error, 40001, 40014, 42001))
        return fail(
          `会话存档的 Secret 不正确(${error.errcode})`,
          `在${CONSOLE}查看 Secret,填到 WECOM_ARCHIVE_SECRET 并重启`,
        );
      return findingOf(error, `检查 WECOM_ARCHIVE_SECRET,以及${CONSOLE}的可信 IP`);
    }
  },
});

const closed = ofArchive({
  id: 'archive-closed',
  title: '打不开的存档消息',
  needs: ['database'],
  async run({ db }) {
    const problems = await countClosed(db.read);
    if (problems.length === 0) return ok('没有');
    const count = problems.reduce((sum, one) => sum + one.count, 0);
    const missing = problems.filter(({ problem }) => problem === 'archive.key_missing').map((one) => one.keyVersion);
    if (missing.length > 0)
      return fail(
        `${count} 条,缺少公钥版本 ${missing.join('、')} 的私钥`,
        '把这些版本的私钥加入 WECOM_ARCHIVE_PRIVATE_KEYS;加入后会自动重试',
      );
    return warn(`${count} 条`, '打开「异常 → 打不开的消息」,按原因处理后重试');
  },
});

const lag = ofArchive({
  id: 'archive-lag',
  title: '会话存档延迟',
  needs: ['database'],
  async run({ db, clock }) {
    const state = await readArchiveState(db.read, clock.machineNow());
    if (!state) return warn('还没有收取过', '确认服务正在运行,并承担 worker 角色(ROLES)');
    const minutes = Math.round(state.lagMs / 60_000);
    if (state.lagMs < LATE_MS) return ok(minutes === 0 ? '没有延迟' : `${minutes} 分钟`);
    return fail(`已延迟 ${minutes} 分钟`, '按上面「会话存档可以收取」的提示处理;企业微信只保留 5 天');
  },
});

/** Everything the chat archive needs, in the order in which a person would repair it. */
export const archiveChecks: readonly Check[] = [setUp, keys, source, permitted, closed, lag];

function faultFinding(error: unknown): Finding {
  if (!(error instanceof ArchiveFault)) return findingOf(error, '查看服务日志');
  const [what, ...todo] = archiveProblems[error.code].zh.split(',');
  const { ret, errcode, keyVersion } = error.details;
  const named = [ret ?? errcode, keyVersion === undefined ? undefined : `版本 ${keyVersion}`].filter(
    (one) => one !== undefined,
  );
  return fail(
    named.length > 0 ? `${what}(${named.join(',')})` : what!,
    todo.join(',') || '稍后再试;反复出现请查看服务日志',
  );
}
