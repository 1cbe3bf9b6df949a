/** Words both entries use. Each page keeps its own beside it. */
export const texts = {
  retry: '重试',
  close: '关闭',
  cancel: '取消',
  save: '保存',
  details: '详情',
  requestId: '问题编号',
  signInAgain: '重新登录',
  offline: '网络不稳定,正在重连…',
  cutOff: '网络已断开,连上后自动更新',
  genderOf: (gender: number) => (gender === 1 ? '男' : gender === 2 ? '女' : ''),
  typeOf: (type: number) => (type === 2 ? '企业微信' : '微信'),
  unnamed: '未命名',
} as const;

/** How WeCom says two people met (doc 92114). Unknown numbers stay honest. */
const addWays: Record<number, string> = {
  0: '未知来源',
  1: '扫描二维码',
  2: '搜索手机号',
  3: '名片分享',
  4: '群聊',
  5: '手机通讯录',
  6: '微信联系人',
  8: '安装第三方应用时自动添加的客服',
  9: '搜索邮箱',
  10: '视频号',
  11: '日程参与人',
  12: '会议参与人',
  13: '微信好友对应的企业微信',
  14: '智慧硬件专属客服',
  15: '上门服务客服',
  16: '获客链接',
  17: '定制开发',
  18: '需求回复',
  21: '第三方售前客服',
  22: '可能的商务伙伴',
  24: '接受微信账号收到的好友申请',
  201: '同事分享',
  202: '管理员或负责人分配',
};

export function sayAddWay(addWay: number): string {
  return addWays[addWay] ?? '其他方式';
}

/** Why a tag stays where it is: its group is for these departments alone. */
export function sayOnlyFor(departments: readonly string[]): string {
  const whom = departments.length > 0 ? departments.map((name) => `「${name}」`).join('') : '指定部门';
  return `只供${whom}使用,你不能移除`;
}
