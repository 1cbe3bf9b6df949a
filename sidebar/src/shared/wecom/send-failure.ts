import type { SendFailure } from '@zhike/shared/contracts/material-send';
import { SdkError, type SdkProblem } from './sdk-error.ts';

const failures: Record<SdkProblem, SendFailure> = {
  timeout: 'timeout',
  no_permission: 'no_permission',
  no_context: 'no_chat',
  other_chat: 'no_chat',
  other_group: 'no_chat',
  too_old: 'too_old',
  bad_picture: 'bad_picture',
  cancelled: 'cancelled',
  signature: 'other',
  other: 'other',
};

/** How the books call what the client said; null: it was not the client who failed. */
export function sendFailureOf(error: unknown): SendFailure | null {
  return error instanceof SdkError ? failures[error.problem] : null;
}

/** What happened, and what to do: nearer than the books, which know no difference between no chat and another one. */
export function sayNotSent({ problem }: SdkError): string {
  if (problem === 'other_chat') return '没有发送:现在打开的不是 TA 的聊天,请先打开再发';
  if (problem === 'other_group') return '没有发送:现在打开的不是这个群的聊天,请先打开再发';
  return saySendFailure(failures[problem]);
}

/** What happened, and what to do. */
export function saySendFailure(failure: SendFailure): string {
  switch (failure) {
    case 'cancelled':
      return '已取消,没有发送';
    case 'no_permission':
      return '没有发送:你还没有客户联系权限,请管理员在「客户联系 → 权限配置」里把你加入使用范围';
    case 'no_chat':
      return '没有发送:没有找到聊天窗口,请从客户的聊天里重新打开侧边栏';
    case 'bad_picture':
      return '没有发送:企业微信不接受这张封面,请管理员给素材换一张封面';
    case 'timeout':
      return '企业微信没有回应:请先看一眼聊天里是否已经发出,没有再重试';
    case 'too_old':
      return '没有发送:企业微信版本太旧,请更新后再发';
    default:
      return '没有发送:请关闭侧边栏重新打开后再试;如果还这样,请告诉管理员';
  }
}
