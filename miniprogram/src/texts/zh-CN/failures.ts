/** Why a page cannot show what it is for, and what the person can do. */
export const failureTexts = {
  offline: { title: '网络已断开', hint: '请检查手机网络，恢复后会自动重试。' },
  unreachable: { title: '服务暂时没有响应', hint: '请稍等片刻，再点重试。' },
  refused: { title: '服务暂时出了点问题', hint: '请稍等片刻，再点重试。' },
  busy: { title: '操作太频繁了', hint: '请一分钟后再点重试。' },
  'sign-in': { title: '微信登录没有成功', hint: '请点重试；仍不行时，关闭小程序后重新打开。' },
  'no-code': {
    title: '请带上登录码打开',
    hint: '在浏览器里试用时，请从模拟客户端打开本页，网址会带上 ?code= 登录码。',
  },
} as const;

export const retryText = '重试';
