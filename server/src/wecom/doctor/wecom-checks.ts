import { isWecomError } from '../errors.ts';
import { asDoctor, type Check, fail, findingOf, ok, warn } from './check.ts';

/** Nobody is called so: WeCom checks the agent id before it finds out, and nobody gets a message. */
const NOBODY = 'zhike-doctor-nobody';

const token: Check = {
  id: 'token',
  title: '企业 ID 与应用 Secret',
  needs: ['api-host', 'database'],
  async run({ wecom }) {
    try {
      await wecom.platform.listCallbackAddresses(asDoctor);
      return ok('凭证有效');
    } catch (error) {
      // The token is fine; what failed is looked at by the next check.
      if (isWecomError(error, 60020)) return ok('凭证有效');
      return findingOf(error, '检查 WECOM_CORP_ID 与 WECOM_AGENT_SECRET');
    }
  },
};

const trustedIp: Check = {
  id: 'trusted-ip',
  title: '企业可信 IP',
  needs: ['token'],
  async run({ wecom }) {
    try {
      await wecom.department.listIds(undefined, asDoctor);
      return ok('本服务器在可信名单内');
    } catch (error) {
      if (isWecomError(error) && error.errcode !== null && error.errcode !== 60020) return ok('本服务器在可信名单内');
      return findingOf(error, '在企业微信管理后台「本应用 → 企业可信IP」加入本服务器的出口 IP');
    }
  },
};

const visibleRange: Check = {
  id: 'visible-range',
  title: '应用可见范围',
  needs: ['trusted-ip'],
  async run({ wecom }) {
    const repair = '在企业微信管理后台「本应用 → 可见范围」加入要使用系统的部门和成员';
    try {
      const departments = await wecom.department.listIds(undefined, asDoctor);
      if (departments.length === 0) return warn('可见范围内没有部门', repair);
      return ok(`${departments.length} 个部门`);
    } catch (error) {
      return findingOf(error, repair);
    }
  },
};

const customerContact: Check = {
  id: 'customer-contact',
  title: '客户联系权限',
  needs: ['trusted-ip'],
  async run({ wecom }) {
    const repair = '在企业微信管理后台「客户联系 → 客户 → API → 可调用接口的应用」勾选本应用';
    try {
      const users = await wecom.externalContact.listFollowUserIds(asDoctor);
      if (users.length > 0) return ok(`${users.length} 位成员可以添加客户`);
      return fail(
        '没有成员开通客户联系',
        '在企业微信管理后台「客户联系 → 权限配置」把成员加入使用范围,并确认他们在应用可见范围内',
      );
    } catch (error) {
      return findingOf(error, repair);
    }
  },
};

const agentId: Check = {
  id: 'agent-id',
  title: 'AgentId 与应用消息',
  needs: ['trusted-ip'],
  async run({ wecom }) {
    try {
      await wecom.message.send([NOBODY], { kind: 'text', content: '自检' }, asDoctor);
      return ok('AgentId 与 Secret 属于同一个应用');
    } catch (error) {
      // "Every recipient invalid" comes after the agent id was accepted.
      if (isWecomError(error, 81013, 40003, 60111)) return ok('AgentId 与 Secret 属于同一个应用');
      return findingOf(error, '检查 WECOM_AGENT_ID');
    }
  },
};

const tickets: Check = {
  id: 'jssdk-tickets',
  title: '侧边栏页面签名',
  needs: ['trusted-ip'],
  async run({ wecom }) {
    try {
      const [corp, app] = await Promise.all([wecom.ticket.corp(asDoctor), wecom.ticket.app(asDoctor)]);
      // 40093 in the client is most often one ticket used for the other identity.
      if (corp.value === app.value)
        return fail('企业票据与应用票据相同,页面签名会失败', '检查 WECOM_AGENT_SECRET 是否为本应用的 Secret');
      return ok('企业票据与应用票据都可用');
    } catch (error) {
      return findingOf(error, '检查 WECOM_AGENT_SECRET 是否为本应用的 Secret');
    }
  },
};

export const wecomChecks: readonly Check[] = [token, trustedIp, visibleRange, customerContact, agentId, tickets];
