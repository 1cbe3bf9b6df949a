import type { Chance } from './chance.ts';

const lists: Record<string, readonly string[]> = {
  hello: ['您好', '姐,您好', '哥,您好', '早上好', '下午好', '亲,您好', '打扰您了'],
  product: [
    '智能门锁',
    '全屋净水',
    '实木衣柜',
    '年度会员',
    '商用咖啡机',
    '收银系统',
    '瓷砖',
    '中央空调',
    '儿童书桌',
    '抗皱精华',
    '团建套餐',
    '企业体检',
  ],
  unit: ['一套', '一台', '一件', '每平', '一年'],
  service: ['安装', '质保', '上门测量', '培训', '售后', '运费', '设计'],
  day: ['今天', '明天', '后天', '周三', '周四', '周五', '周六上午', '周日', '下周一', '月底', '15 号', '20 号'],
  place: ['浦东', '朝阳', '天河', '南山', '西湖区', '高新区', '万达', '一号店', '科技园', '老城区'],
  festival: ['春节', '元宵', '五一', '端午', '中秋', '国庆', '双十一', '元旦'],
  model: ['A1', 'A3 Pro', '经典', '旗舰', '轻享', '2026 新', '加大'],
  rival: ['隔壁那家', '网上的', '某宝', '老王家', '另一个牌子', '上次那家'],
  question: [
    '能不能分期付款',
    '保修期内坏了怎么办',
    '支持七天无理由吗',
    '需要我自己准备什么',
    '和去年的款有什么区别',
    '能开专票吗',
    '老房子能装吗',
    '数据能导出来吗',
  ],
  answer: [
    '可以的,三期六期都支持',
    '保修期内免费换新',
    '支持,不影响二次销售就行',
    '您什么都不用准备,我们带工具',
    '主要升级了材料和做工',
    '专票普票都可以开',
    '可以装,师傅先上门看一下',
    '可以导出,Excel 格式',
  ],
  fault: ['打不开机', '漏水', '掉漆', '声音特别大', '尺寸不对', '少了一个配件', '连不上网', '一碰就晃'],
  course: ['美术班', '英语课', '编程课', '钢琴课', '篮球班', '口才课'],
};

/** Fills the gaps of a line. */
export function fillIn(line: string, chance: Chance): string {
  return line.replace(/\{(\w+)\}/g, (_gap, name: string) => {
    const list = lists[name];
    return list ? chance.pick(list) : numberFor(name, chance);
  });
}

function numberFor(name: string, chance: Chance): string {
  switch (name) {
    case 'price':
      return String(1_000 + chance.below(90) * 100);
    case 'lower':
      return String(800 + chance.below(80) * 100);
    case 'fee':
      return String(50 + chance.below(19) * 50);
    case 'area':
      return String(40 + chance.below(30) * 10);
    case 'age':
      return String(4 + chance.below(9));
    case 'hour':
      return String(1 + chance.below(5));
    case 'order':
      return `DD${String(chance.below(100_000_000)).padStart(8, '0')}`;
    default:
      return String(2 + chance.below(14));
  }
}
