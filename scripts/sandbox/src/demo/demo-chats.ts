type Line = ['member' | 'customer', string];

/** Snippets of conversations for the demo corp. */
export const demoChats: Line[][] = [
  [
    ['customer', '你好,在展会上扫的码,想了解一下你们的方案'],
    ['member', '您好,欢迎!方便说说您的店大概多大面积吗?'],
    ['customer', '120 平左右,打算下个月开始'],
    ['member', '好的,我整理一份报价,今天下班前发您'],
  ],
  [
    ['member', '上次给您的报价看过了吗?'],
    ['customer', '看了,有点超预算'],
    ['member', '我们有一个轻量版,省三成左右,我发您对比一下'],
  ],
  [
    ['customer', '你们周末上班吗'],
    ['member', '周末有人值班,您随时发消息就行'],
  ],
  [
    ['customer', '合同收到了,没问题'],
    ['member', '太好了,后续有任何事直接找我'],
    ['customer', '好的,合作愉快'],
  ],
  [
    ['member', '您好,这是您要的产品手册'],
    ['customer', '收到,我先看看'],
  ],
  [
    ['customer', '能不能约个时间上门看一下'],
    ['member', '可以的,周三下午或者周四上午您看哪个方便?'],
    ['customer', '周四上午吧,10 点'],
    ['member', '好,周四 10 点见'],
  ],
  [
    ['customer', '朋友推荐过来的,说你们服务不错'],
    ['member', '谢谢信任,替我谢谢您朋友'],
  ],
];
