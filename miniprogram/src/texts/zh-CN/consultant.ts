/** Everything the page "my consultant" says. */
export const consultantTexts = {
  loading: '正在加载您的专属顾问',
  serviceHours: '在线时间',
  met: '相识',
  metOn: (day: string) => `${day}添加`,
  codeLabel: (name: string) => `${name}的微信二维码`,
  codeHint: '长按识别二维码，添加顾问微信',
  codeHintKnown: '已是微信好友，长按识别可打开名片',
  codeFailed: '二维码没有加载出来，点击重试',
  noCode: '顾问的二维码暂时还没有，请稍后下拉刷新',
  unassignedTitle: '您还没有专属顾问',
  unassignedWithCode: '添加接待顾问的微信后，会为您安排专属顾问。',
  unassignedWithoutCode: (corpName: string | null) =>
    `请联系为您服务的${corpName ?? ''}员工，扫描对方的企业微信二维码添加好友，再回到这里下拉刷新。`,
  receptionLabel: '接待二维码',
  stale: '暂时连不上服务，显示的是上次的内容',
  retry: '重试',
  failures: {
    offline: { title: '网络已断开', hint: '请检查手机网络，恢复后会自动重试。' },
    unreachable: { title: '服务暂时没有响应', hint: '请稍等片刻，再点重试。' },
    refused: { title: '服务暂时出了点问题', hint: '请稍等片刻，再点重试。' },
    busy: { title: '操作太频繁了', hint: '请一分钟后再点重试。' },
    'sign-in': { title: '微信登录没有成功', hint: '请点重试；仍不行时，关闭小程序后重新打开。' },
    'no-code': {
      title: '请带上登录码打开',
      hint: '在浏览器里试用时，请从模拟客户端打开本页，网址会带上 ?code= 登录码。',
    },
  },
} as const;
