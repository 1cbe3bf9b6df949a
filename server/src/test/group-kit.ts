import type { GroupMemberView } from '@zhike/shared/contracts/group-chat';
import { select } from '../platform/database/sql.ts';
import { startFakeWecom } from '../wecom/testing/fake-wecom.ts';
import { scenarios } from '../scenarios/index.ts';
import { startFirstSync } from '../scenarios/server-started/start-first-sync.ts';
import { givenMember } from './given-member.ts';
import { startTestServer, type TestServer, type TestServerOptions } from './start-test-server.ts';

export interface FakeGroup {
  name: string;
  owner: string;
  admins: string[];
  members: { userid: string; type: 1 | 2; join_time: number; [more: string]: unknown }[];
  version: number;
  status: number;
}

const GROUP_API = '/cgi-bin/externalcontact/groupchat';

/**
 * A server, and groups behind WeCom's group calls, with what tests of groups do all the time. The sandbox's groups behave; these are
 * as late, wrong or absent as a test says.
 */
export async function startGroupTest(options: TestServerOptions = {}) {
  const wecom = await startFakeWecom();
  const server: TestServer = await startTestServer({
    // It would read members and tags, which the fake does not have.
    scenarios: scenarios.filter((one) => one !== startFirstSync),
    ...options,
    env: { WECOM_API_BASE: wecom.origin, ...options.env },
  });
  const groups = new Map<string, FakeGroup>();
  const refused = new Map<string, number>();
  /** What WeCom answers instead of the truth: details that are late. */
  const frozen = new Map<string, object>();
  const bodyOf = (path: string) => JSON.parse(wecom.callsTo(path).at(-1)!.body) as Record<string, unknown>;

  wecom.answer(`${GROUP_API}/get`, (_request, response) => {
    const chatId = String(bodyOf(`${GROUP_API}/get`).chat_id);
    const group = groups.get(chatId);
    const errcode = refused.get(chatId) ?? (group ? 0 : 40050);
    response.setHeader('content-type', 'application/json');
    response.end(
      JSON.stringify(
        errcode ? { errcode } : { errcode: 0, group_chat: frozen.get(chatId) ?? detailOf(chatId, group!) },
      ),
    );
  });
  wecom.answer(`${GROUP_API}/list`, (_request, response) => {
    const body = bodyOf(`${GROUP_API}/list`);
    const owners = (body.owner_filter as { userid_list?: string[] } | undefined)?.userid_list;
    const ids = [...groups].filter(([, group]) => !owners || owners.includes(group.owner)).map(([chatId]) => chatId);
    const start = Number(body.cursor ?? 0);
    const limit = Number(body.limit);
    const next = start + limit < ids.length ? String(start + limit) : '';
    const list = ids.slice(start, start + limit).map((chat_id) => ({ chat_id, status: groups.get(chat_id)!.status }));
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ errcode: 0, group_chat_list: list, next_cursor: next }));
  });

  await givenMember(server, { userId: 'admin', name: '王总', role: 'admin' });

  const seconds = () => Math.floor(server.clock.now() / 1000);
  return {
    server,
    wecom,
    groups,
    refused,
    admin: server.api.as('admin'),

    givenGroup(chatId: string, externals: string[], more: Partial<FakeGroup> = {}): FakeGroup {
      const owner = more.owner ?? 'zhang';
      const group: FakeGroup = {
        name: '春季展会①群',
        owner,
        admins: [],
        version: 1,
        status: 0,
        members: [
          { userid: owner, type: 1, join_time: seconds() - 86_400, join_scene: 1 },
          ...externals.map((userid) => external(userid, seconds() - 80_000)),
        ],
        ...more,
      };
      groups.set(chatId, group);
      return group;
    },

    /** From now on WeCom's details stay as they are, whatever happens. */
    freeze: (chatId: string) => void frozen.set(chatId, detailOf(chatId, groups.get(chatId)!)),
    thaw: (chatId: string) => void frozen.delete(chatId),

    /** Somebody joins in WeCom; returns the callback that tells of it. */
    join(chatId: string, userid: string, more: object = {}): string {
      const group = groups.get(chatId)!;
      const last = group.version++;
      group.members.push({ ...external(userid, seconds()), ...more });
      return changeXml(chatId, 'add_member', { ids: [userid], last, current: group.version, at: seconds() });
    },

    leave(chatId: string, userid: string, quitScene = 0): string {
      const group = groups.get(chatId)!;
      const last = group.version++;
      group.members = group.members.filter((member) => member.userid !== userid);
      return changeXml(chatId, 'del_member', { ids: [userid], last, current: group.version, quitScene, at: seconds() });
    },

    createdXml: (chatId: string) => groupXml(chatId, 'create', '', seconds()),
    dismissedXml: (chatId: string) => groupXml(chatId, 'dismiss', '', seconds()),
    changedXml: (chatId: string, detail: string) => changeXml(chatId, detail, { at: seconds() }),

    async tell(...messages: string[]) {
      for (const xml of messages) await server.deliverCallback(xml);
      await server.settle(0);
    },

    /** As if the seconds for WeCom's details had passed, as often as that is waited for. */
    async settleReadings(rounds = 12) {
      await server.settle(0);
      for (let round = 0; round < rounds; round++) {
        const open = await select(server.db.read, 'SELECT chat_id FROM group_reading LIMIT 1');
        if (open.length === 0) return;
        await server.db.transaction((tx) =>
          tx.query(
            "UPDATE outbox_command SET next_attempt_at = 0 WHERE status = 'waiting' AND name = 'read-group-chat'",
          ),
        );
        server.delivery.signal('commands:normal');
        await server.settle(0);
      }
    },

    readsOf: (chatId: string) =>
      wecom
        .callsTo(`${GROUP_API}/get`)
        .filter((call) => (JSON.parse(call.body) as { chat_id: string }).chat_id === chatId).length,

    async rows(sql: string, values: (string | number)[] = []) {
      return select<Record<string, string | number | null>>(server.db.read, sql, values);
    },

    async close() {
      await server.close();
      await wecom.close();
    },
  };
}

export type GroupTest = Awaited<ReturnType<typeof startGroupTest>>;

export const idsOf = (members: readonly GroupMemberView[]) => members.map((member) => member.memberId);

function external(userid: string, join_time: number) {
  return { userid, type: 2 as const, join_time, join_scene: 3, name: `微信${userid}`, unionid: `un-${userid}` };
}

function detailOf(chatId: string, group: FakeGroup) {
  return {
    chat_id: chatId,
    name: group.name,
    owner: group.owner,
    create_time: 1_760_000_000,
    notice: '欢迎',
    member_list: [...group.members],
    admin_list: group.admins.map((userid) => ({ userid })),
    member_version: `v${group.version}`,
  };
}

function groupXml(chatId: string, change: string, more: string, at: number): string {
  return `<xml><ToUserName><![CDATA[ww0]]></ToUserName><FromUserName><![CDATA[sys]]></FromUserName><CreateTime>${at}</CreateTime><MsgType><![CDATA[event]]></MsgType><Event><![CDATA[change_external_chat]]></Event><ChatId><![CDATA[${chatId}]]></ChatId><ChangeType><![CDATA[${change}]]></ChangeType>${more}</xml>`;
}

function changeXml(
  chatId: string,
  detail: string,
  {
    ids = [],
    last,
    current,
    quitScene = 0,
    at,
  }: { ids?: string[]; last?: number; current?: number; quitScene?: number; at: number },
): string {
  const items = ids.map((id) => `<Item>${id}</Item>`).join('');
  const versions = last === undefined ? '' : `<LastMemVer>v${last}</LastMemVer><CurMemVer>v${current}</CurMemVer>`;
  const more = `<UpdateDetail><![CDATA[${detail}]]></UpdateDetail><JoinScene>0</JoinScene><QuitScene>${quitScene}</QuitScene><MemChangeCnt>${ids.length}</MemChangeCnt><MemChangeList>${items}</MemChangeList>${versions}`;
  return groupXml(chatId, 'update', more, at);
}
