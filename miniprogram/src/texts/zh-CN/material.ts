/** Everything the page "material" says. */
export const materialTexts = {
  loading: '正在打开资料',
  gone: { title: '没有找到这份资料', hint: '链接可能不完整,请联系发给您的人。' },
  shared: '给您看一份资料',
} as const;
