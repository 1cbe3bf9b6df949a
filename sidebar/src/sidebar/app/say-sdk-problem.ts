import type { SdkProblem } from '../../shared/wecom/sdk-error.ts';

/** Why the client did not tell whose chat this is, and what to do. */
export function saySdkProblem(problem: SdkProblem): { title: string; hint: string } {
  switch (problem) {
    case 'no_permission':
      return { title: '你还没有客户联系权限', hint: '请管理员在「客户联系 → 权限配置」里把你加入使用范围' };
    case 'no_context':
      return { title: '没有找到聊天对象', hint: '请从客户的聊天窗口重新打开侧边栏' };
    case 'signature':
      return { title: '页面验证没有通过', hint: '请管理员检查应用的可信域名,再到管理后台运行「自检」' };
    case 'too_old':
      return { title: '企业微信版本太旧', hint: '请更新企业微信后再打开' };
    case 'timeout':
      return { title: '企业微信没有回应', hint: '请关闭侧边栏重新打开' };
    default:
      return { title: '没能识别聊天对象', hint: '请关闭侧边栏重新打开;如果还这样,请告诉管理员' };
  }
}
