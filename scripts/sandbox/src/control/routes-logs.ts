import { ActError } from '../acts/act-error.ts';
import { viewOf } from '../callback/courier.ts';
import { toMessageXml, type XmlFields } from '../callback/message-xml.ts';
import { newNonce, sealEcho } from '../callback/seal.ts';
import { randomText } from '../ids.ts';
import { routes } from './handler.ts';
import { pageOf } from './paging.ts';

/** The admin console waits one second for the answer to its check (doc 90930). */
const checkTimeoutMs = 1_000;

export const logRoutes = routes({
  'GET /control/callbacks': {
    handle({ sandbox, query }) {
      const found = sandbox.courier.log
        .newestFirst()
        .filter((record) => !query.event || record.event === query.event)
        .filter((record) => !query.changeType || record.changeType === query.changeType)
        .filter((record) => !query.externalUserId || record.externalUserId === query.externalUserId);
      return pageOf(found, query, viewOf);
    },
  },
  'GET /control/callbacks/:id': {
    handle({ sandbox, params }) {
      const record = sandbox.courier.log.get(params.id ?? '');
      if (!record) throw new ActError('not_found', '回调记录不存在或已滚动删除');
      return record;
    },
  },
  'POST /control/callbacks/:id/repeat': {
    handle({ sandbox, params }) {
      const id = sandbox.courier.repeat(params.id ?? '');
      if (!id) throw new ActError('not_found', '回调记录不存在或已滚动删除');
      return { callbacks: [id] };
    },
  },
  'POST /control/callbacks/verify-url': {
    shape: { url: 'text?' },
    async handle({ sandbox, body }) {
      const url = body.url || sandbox.settings.callbackUrl;
      if (!/^https?:\/\//.test(url)) throw new ActError('invalid', '还没有设置回调地址', 'url');
      const plaintext = String(randomText(19));
      const { query } = sealEcho(sandbox.credentials, plaintext, {
        timestamp: sandbox.clock.seconds(),
        nonce: newNonce(),
      });
      const startedAt = Date.now();
      try {
        const answer = await sandbox.courier.check(`${url}${url.includes('?') ? '&' : '?'}${query}`, checkTimeoutMs);
        const same = answer.status === 200 && answer.body === plaintext;
        const problem = same
          ? ''
          : answer.status === 200
            ? '返回内容与明文不一致(不能有引号、换行或 BOM)'
            : `返回状态 ${answer.status}`;
        return { ok: same, httpStatus: answer.status, tookMs: Date.now() - startedAt, problem };
      } catch (error) {
        return {
          ok: false,
          httpStatus: 0,
          tookMs: Date.now() - startedAt,
          problem: error instanceof Error ? error.message : String(error),
        };
      }
    },
  },
  'POST /control/callbacks/send': {
    shape: { fields: 'object', agent: 'flag?' },
    handle({ sandbox, body }) {
      const given: XmlFields = {};
      for (const [name, value] of Object.entries(body.fields)) {
        if (!/^[A-Za-z]\w*$/.test(name)) throw new ActError('invalid', `字段名 ${name} 不是合法的元素名`, 'fields');
        if (typeof value !== 'string' && typeof value !== 'number')
          throw new ActError('invalid', `字段 ${name} 应为文本或数字`, 'fields');
        given[name] = value;
      }
      const fields = {
        ToUserName: sandbox.credentials.corpId,
        FromUserName: 'sys',
        CreateTime: sandbox.clock.seconds(),
        MsgType: 'event',
        ...given,
      };
      const text = (name: string): string => {
        const value = given[name];
        return typeof value === 'object' || value === undefined ? '' : String(value);
      };
      const id = sandbox.courier.enqueue({
        event: text('Event'),
        changeType: text('ChangeType'),
        userId: text('UserID'),
        externalUserId: text('ExternalUserID'),
        message: toMessageXml(fields),
        agentScoped: body.agent ?? false,
      });
      return { callbacks: [id] };
    },
  },
  'GET /control/api-calls': {
    handle({ sandbox, query }) {
      const found = sandbox.calls
        .newestFirst()
        .filter(
          (call) =>
            !query.path ||
            call.path === query.path ||
            (query.path.endsWith('*') && call.path.startsWith(query.path.slice(0, -1))),
        )
        .filter((call) => !query.errcode || String(call.errcode) === query.errcode);
      return pageOf(found, query, ({ query: _query, request: _request, response: _response, ...view }) => view);
    },
  },
  'GET /control/api-calls/:id': {
    handle({ sandbox, params }) {
      const call = sandbox.calls.get(params.id ?? '');
      if (!call) throw new ActError('not_found', '接口调用记录不存在或已滚动删除');
      return call;
    },
  },
});
