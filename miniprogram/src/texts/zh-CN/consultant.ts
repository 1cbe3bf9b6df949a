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
} as const;
